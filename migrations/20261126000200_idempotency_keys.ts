import type { Knex } from 'knex';

/** Answers by the key that a client sent with a call that creates. Status and body are there when the row can be seen by others. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table idempotency_keys (
      person_id uuid not null references users (id) on delete cascade,
      operation text not null,
      key text collate "C" not null,
      fingerprint bytea not null,
      status smallint,
      body text,
      expires_at timestamptz(3) not null,
      primary key (person_id, operation, key)
    );
    create index idempotency_keys_expired on idempotency_keys (expires_at);
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop table idempotency_keys');
}
