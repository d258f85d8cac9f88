import type { Knex } from 'knex';

/** Domain events waiting to be delivered. A row goes when its event was delivered; what failed for good stays with its error. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table outbox_events (
      id uuid primary key,
      seq bigint generated always as identity,
      name text not null,
      payload jsonb not null,
      occurred_at timestamptz(3) not null,
      available_at timestamptz(3) not null,
      claimed_until timestamptz(3),
      attempts integer not null default 0,
      failed_at timestamptz(3),
      last_error text
    );
    create index outbox_events_due on outbox_events (seq) where failed_at is null;
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop table outbox_events');
}
