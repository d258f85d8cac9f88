import type { Knex } from 'knex';

/**
 * For `insert … where may_keep_picture(…)`. The person's row stays locked until that insert is committed, and what a volatile function reads
 * is as new as its call (PostgreSQL 15, 38.7): of several inserts at once each counts those before it.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create function may_keep_picture(person uuid, most integer) returns boolean language plpgsql volatile as $$
    begin
      if person is null then return true; end if;
      perform 1 from users where id = person for no key update;
      return (
        select count(*) < most
        from (select 1 from media where owner_id = person and status <> 'detached' limit most) kept
      );
    end $$;
    comment on function may_keep_picture is 'whether this person keeps fewer pictures than that; detached ones do not count';
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop function may_keep_picture');
}
