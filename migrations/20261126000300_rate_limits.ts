import type { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table rate_limits (
      policy text primary key,
      points integer not null check (points > 0),
      window_seconds integer not null check (window_seconds > 0),
      changed_at timestamptz(3) not null,
      changed_by uuid references users (id) on delete set null
    );
    create index rate_limits_by_changer on rate_limits (changed_by) where changed_by is not null;
    comment on table rate_limits is 'what administrators set instead of the configuration; a policy without a row is as configured';
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop table rate_limits');
}
