import type { Knex } from 'knex';

/** Tries to sign in, counted by keyed hashes of account and address. A row that leaked empty is removed by the purge. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table attempts (
      key text primary key,
      level double precision not null,
      last_at timestamptz(3) not null,
      blocked_until timestamptz(3)
    );
    create index attempts_idle on attempts (last_at);
    create index sessions_user_ip on sessions (user_id, ip);
    create index users_unverified on users (created_at) where email_verified_at is null;
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop index users_unverified; drop index sessions_user_ip; drop table attempts');
}
