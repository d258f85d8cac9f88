import { SecurityEvents } from '../../../src/core/audit/index.js';
import type { TestApp } from '../../support/build-test-app.js';

export interface Recorded {
  kind: string;
  outcome: string;
  actor_id: string | null;
  subject_type: string | null;
  subject_id: string | null;
  address: string | null;
  user_agent: string | null;
  request_id: string | null;
  count: number;
  facts: Record<string, unknown>;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
}

/** What `work` leaves in the audit log, in order. */
export async function recordedBy(app: TestApp, work: () => PromiseLike<unknown>): Promise<Recorded[]> {
  const events = app.container.get(SecurityEvents);
  await events.write();
  const { seq } = await app.knex('audit_head').first<{ seq: string }>('seq');
  await work();
  await events.write();
  return app
    .knex<Recorded>('audit_records')
    .where('seq', '>', seq)
    .orderBy('seq')
    .select(
      ...(['kind', 'outcome', 'actor_id', 'subject_type', 'subject_id', 'address'] as const),
      ...(['user_agent', 'request_id', 'count', 'facts', 'before', 'after'] as const),
    );
}
