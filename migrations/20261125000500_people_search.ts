import type { Knex } from 'knex';
import { searchDocument } from '../src/core/search/index.js';

const batch = 500;

/**
 * Beside the folded text of people the same romanised, in ASCII: what is searched. The version that runs now knows nothing of it: whom it adds
 * meanwhile is found when he next changes his profile.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table users add column search_latin text not null default '';
    comment on column users.search_latin is 'username and full name romanised, in ASCII, a line for each reading: what indexes hold depends on no locale';
  `);
  for (let people = await after(undefined); people.length > 0; people = await after(people.at(-1)?.id)) {
    for (const { id, username, full_name: fullName } of people) {
      await knex('users')
        .where({ id })
        .update({ search_latin: searchDocument(`${username}\n${fullName}`).latin });
    }
  }
  await knex.raw('create index users_search_latin on users using gin (search_latin gin_trgm_ops)');

  function after(id: string | undefined): Promise<{ id: string; username: string; full_name: string }[]> {
    const people = knex('users').orderBy('id').limit(batch).select('id', 'username', 'full_name');
    return id === undefined ? people : people.where('id', '>', id);
  }
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('alter table users drop column search_latin');
}
