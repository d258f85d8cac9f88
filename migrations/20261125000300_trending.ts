import type { Knex } from 'knex';

/** Rankings made by a job. Those of posts are kept for a while by the time they were made, so that a reader turns pages in one and the same. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table trending_posts (
      made_at timestamptz(3) not null,
      rank integer not null,
      post_id uuid not null references posts (id) on delete cascade,
      author_id uuid not null references users (id) on delete cascade,
      score double precision not null,
      primary key (made_at, rank),
      unique (made_at, post_id)
    );
    create index trending_posts_of_post on trending_posts (post_id);
    create index trending_posts_of_author on trending_posts (author_id);

    create table trending_hashtags (
      rank integer primary key,
      hashtag_id uuid not null references hashtags (id) on delete cascade,
      authors integer not null,
      score double precision not null,
      made_at timestamptz(3) not null
    );
    create index trending_hashtags_of_hashtag on trending_hashtags (hashtag_id);

    create index users_banned on users (banned_at) where banned_at is not null;
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop index users_banned; drop table trending_hashtags; drop table trending_posts');
}
