import type { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table notifications (
      id uuid primary key,
      recipient_id uuid not null references users (id) on delete cascade,
      type text not null,
      actor_id uuid not null references users (id) on delete cascade,
      target_id uuid not null,
      post_id uuid references posts (id) on delete cascade,
      comment_id uuid references comments (id) on delete cascade,
      created_at timestamptz(3) not null,
      read_at timestamptz(3),
      dismissed_at timestamptz(3),
      constraint notifications_once unique (recipient_id, type, actor_id, target_id),
      check (recipient_id <> actor_id)
    );
    comment on column notifications.target_id is 'what it is about (a post, a comment, a person): told once, whatever is repeated';
    comment on column notifications.dismissed_at is 'deleted by the recipient: kept until the purge, so that it is not told again';
    create unique index notifications_one_of_comment on notifications (recipient_id, comment_id)
      where type in ('POST_COMMENT', 'COMMENT_REPLY', 'MENTION') and comment_id is not null;
    create index notifications_of_recipient on notifications (recipient_id, created_at desc, id desc) where dismissed_at is null;
    create index notifications_unread on notifications (recipient_id) where read_at is null and dismissed_at is null;
    create index notifications_by_actor on notifications (actor_id);
    create index notifications_on_post on notifications (post_id) where post_id is not null;
    create index notifications_on_comment on notifications (comment_id) where comment_id is not null;
    create index notifications_by_time on notifications (created_at);

    create table notification_preferences (
      user_id uuid not null references users (id) on delete cascade,
      type text not null,
      enabled boolean not null,
      primary key (user_id, type)
    );
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop table notification_preferences; drop table notifications');
}
