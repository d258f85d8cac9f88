import type { Knex } from 'knex';

/** Keys of machines, by the SHA-256 of their text. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table api_keys (
      id uuid primary key,
      owner_id uuid not null references users (id) on delete cascade,
      name text not null,
      prefix text not null,
      scopes text[] not null,
      hash bytea not null constraint api_keys_hash_key unique,
      previous_hash bytea constraint api_keys_previous_hash_key unique,
      previous_until timestamptz(3),
      created_at timestamptz(3) not null,
      expires_at timestamptz(3) not null,
      last_used_at timestamptz(3),
      revoked_at timestamptz(3)
    );
    create index api_keys_of_owner on api_keys (owner_id);
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop table api_keys');
}
