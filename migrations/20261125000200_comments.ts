import type { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table comments (
      id uuid primary key,
      post_id uuid not null references posts (id) on delete cascade,
      author_id uuid not null references users (id) on delete cascade,
      parent_id uuid references comments (id) on delete cascade,
      root_id uuid references comments (id) on delete cascade,
      content text not null,
      like_count integer not null default 0 check (like_count >= 0),
      replies_count integer not null default 0 check (replies_count >= 0),
      created_at timestamptz(3) not null,
      updated_at timestamptz(3) not null,
      deleted_at timestamptz(3),
      deleted_by text check (deleted_by in ('AUTHOR', 'MODERATOR')),
      check ((parent_id is null) = (root_id is null))
    ) with (fillfactor = 85);
    comment on column comments.root_id is 'the comment directly on the post under which this one stands; null for such a one itself';
    comment on column comments.replies_count is 'live ones: of a comment on the post everything below it, of a reply those to itself';
    create index comments_of_post on comments (post_id, created_at desc, id desc) where root_id is null;
    create index comments_of_root on comments (root_id, created_at, id) where root_id is not null;
    create index comments_of_parent on comments (parent_id, created_at, id) where parent_id is not null;
    create index comments_of_author on comments (author_id);
    create index comments_on_post on comments (post_id);

    create table comment_likes (
      comment_id uuid not null references comments (id) on delete cascade,
      user_id uuid not null references users (id) on delete cascade,
      created_at timestamptz(3) not null,
      primary key (comment_id, user_id)
    );
    create index comment_likes_of_user on comment_likes (user_id);
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop table comment_likes; drop table comments');
}
