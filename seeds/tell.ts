import { randomUUID } from 'node:crypto';
import type { Knex } from 'knex';

/** Records an event for the instances that serve this database, so that none of them goes on showing what it kept. */
export async function tell(trx: Knex, name: string): Promise<void> {
  const now = new Date();
  await trx('outbox_events').insert({ id: randomUUID(), name, payload: '{}', occurred_at: now, available_at: now });
}
