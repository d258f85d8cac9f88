import { type AuditEntry, AuditLog } from '../../../core/audit/index.js';
import type { KnexSession } from '../knex-session.js';

/**
 * Through a function of the database, which gives each row its place in the chain. It holds the head of the chain until the transaction ends;
 * so it is called last, where nothing is waited for any more, and can be part of no deadlock.
 */
export class KnexAuditLog extends AuditLog {
  constructor(private readonly session: KnexSession) {
    super();
  }

  override async append(entries: readonly AuditEntry[]): Promise<void> {
    if (entries.length === 0) return;
    const rows = JSON.stringify(entries.map(rowOf));
    await this.session.beforeCommit(async () => {
      await this.session.db.raw('select audit_append(cast(? as jsonb))', [rows]);
    });
  }
}

const rowOf = ({ id, kind, outcome, actorId, subjectType, subjectId, address, userAgent, requestId, ...rest }: AuditEntry) => ({
  id,
  kind,
  outcome,
  actor_id: actorId,
  subject_type: subjectType,
  subject_id: subjectId,
  address,
  user_agent: userAgent,
  request_id: requestId,
  ...rest,
});
