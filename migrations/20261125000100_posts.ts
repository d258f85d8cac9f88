import type { Knex } from 'knex';

/**
 * Posts, their pictures, reactions, hashtags and mentions. What is searched stands in a table of its own, so that a like, which writes the
 * post's row anew, does not write the words anew.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table users add column last_post_at timestamptz(3);
    comment on column users.posts_count is 'live posts that are not private';
    comment on column users.last_post_at is 'of the newest live post that is not private';

    create table posts (
      id uuid primary key,
      author_id uuid not null references users (id) on delete cascade,
      content text not null,
      visibility text not null check (visibility in ('PUBLIC', 'FOLLOWERS', 'PRIVATE')),
      repost_of_id uuid references posts (id) on delete set null,
      hashtags text[] not null default '{}',
      like_count integer not null default 0 check (like_count >= 0),
      comment_count integer not null default 0 check (comment_count >= 0),
      repost_count integer not null default 0 check (repost_count >= 0),
      created_at timestamptz(3) not null,
      updated_at timestamptz(3) not null,
      deleted_at timestamptz(3)
    ) with (fillfactor = 85);
    comment on column posts.hashtags is 'folded names, in the order of the text';
    comment on column posts.repost_of_id is 'with no content of its own: a plain repost; with content: a quote';
    create index posts_by_author on posts (author_id, created_at desc, id desc) where deleted_at is null;
    create index posts_by_time on posts (created_at desc, id desc) where deleted_at is null;
    create index posts_reposts on posts (repost_of_id) where repost_of_id is not null;
    create unique index posts_one_repost on posts (repost_of_id, author_id) where content = '' and deleted_at is null;

    create table post_images (
      post_id uuid not null references posts (id) on delete cascade,
      position integer not null,
      media_id uuid not null references media (id) on delete cascade,
      primary key (post_id, position),
      constraint post_images_media_key unique (media_id)
    );

    create table post_search (
      post_id uuid primary key references posts (id) on delete cascade,
      folded text not null,
      latin text not null,
      words tsvector generated always as (to_tsvector('simple', latin)) stored
    );
    comment on column post_search.folded is 'the text in its own script, folded';
    comment on column post_search.latin is 'the same romanised, in ASCII: what indexes hold depends on no locale';
    create index post_search_words on post_search using gin (words);
    create index post_search_latin on post_search using gin (latin gin_trgm_ops);

    create table post_likes (
      post_id uuid not null references posts (id) on delete cascade,
      user_id uuid not null references users (id) on delete cascade,
      created_at timestamptz(3) not null,
      primary key (post_id, user_id)
    );
    create index post_likes_of_user on post_likes (user_id, created_at desc, post_id desc);

    create table post_saves (
      post_id uuid not null references posts (id) on delete cascade,
      user_id uuid not null references users (id) on delete cascade,
      created_at timestamptz(3) not null,
      primary key (post_id, user_id)
    );
    create index post_saves_of_user on post_saves (user_id, created_at desc, post_id desc);

    create table post_mentions (
      post_id uuid not null references posts (id) on delete cascade,
      user_id uuid not null references users (id) on delete cascade,
      primary key (post_id, user_id)
    );
    create index post_mentions_of_user on post_mentions (user_id);

    create table hashtags (
      id uuid primary key,
      name text not null,
      posts_count integer not null default 0 check (posts_count >= 0),
      constraint hashtags_name_key unique (name)
    );
    comment on column hashtags.name is 'folded: NFC, lower case, Georgian capitals as ordinary letters';
    comment on column hashtags.posts_count is 'live public posts';
    create table post_hashtags (
      hashtag_id uuid not null references hashtags (id) on delete cascade,
      post_id uuid not null references posts (id) on delete cascade,
      created_at timestamptz(3) not null,
      primary key (hashtag_id, post_id)
    );
    comment on column post_hashtags.created_at is 'of the post';
    create index post_hashtags_by_time on post_hashtags (hashtag_id, created_at desc, post_id desc);
    create index post_hashtags_of_post on post_hashtags (post_id);
    create index post_hashtags_recent on post_hashtags (created_at);
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop table post_hashtags;
    drop table hashtags;
    drop table post_mentions;
    drop table post_saves;
    drop table post_likes;
    drop table post_search;
    drop table post_images;
    drop table posts;
    alter table users drop column last_post_at;
  `);
}
