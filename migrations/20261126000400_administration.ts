import type { Knex } from 'knex';
import { searchDocument } from '../src/core/search/index.js';

const batch = 500;

/**
 * What staff sort, filter and search by, and accounts that are gone. What is searched of comments stands in a table of its own, as that of posts does.
 * The version that runs now knows nothing of it: a comment that it adds meanwhile is found when it is next changed.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table users add column deleted_at timestamptz(3);
    comment on column users.deleted_at is 'the account is gone: nothing of the person is kept, what was answered stands under an empty name; banned for good besides';
    create index users_by_time on users (created_at desc, id desc) where deleted_at is null;
    create index users_by_login on users (last_login_at desc nulls last, id desc) where deleted_at is null;
    create index users_by_name on users (username_key, id) where deleted_at is null;
    create index users_of_staff on users (role) where role <> 'USER';
    create index users_ban_ends on users (banned_until) where banned_until is not null;

    alter table posts add column removed_by uuid, add column kept_image_ids uuid[];
    comment on column posts.removed_by is 'the decision that removed it, which may be undone';
    comment on column posts.kept_image_ids is 'of a post removed by a decision: its pictures, in order, as long as they are kept';
    create index posts_kept on posts (deleted_at) where kept_image_ids <> '{}';
    create index posts_by_change on posts (updated_at desc, id desc) where deleted_at is null;

    alter table comments add column removed_by uuid;
    comment on column comments.removed_by is 'the decision that removed it, which may be undone';
    create index comments_by_time on comments (created_at desc, id desc);
    create index comments_by_change on comments (updated_at desc, id desc);
    create index comments_live on comments (id) where deleted_at is null;
    create table comment_search (
      comment_id uuid primary key references comments (id) on delete cascade,
      folded text not null,
      latin text not null,
      words tsvector generated always as (to_tsvector('simple', latin)) stored
    );
    create index comment_search_words on comment_search using gin (words);
  `);
  for (let rows = await after(undefined); rows.length > 0; rows = await after(rows.at(-1)?.id)) {
    await knex('comment_search').insert(rows.map(({ id, content }) => ({ comment_id: id, ...searchDocument(content) })));
  }

  function after(id: string | undefined): Promise<{ id: string; content: string }[]> {
    const comments = knex('comments').whereNull('deleted_at').orderBy('id').limit(batch).select('id', 'content');
    return id === undefined ? comments : comments.where('id', '>', id);
  }
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop table comment_search;
    alter table comments drop column removed_by;
    alter table posts drop column removed_by, drop column kept_image_ids;
    drop index comments_live, comments_by_change, comments_by_time, posts_by_change;
    drop index users_ban_ends, users_of_staff, users_by_name, users_by_login, users_by_time;
    alter table users drop column deleted_at;
  `);
}
