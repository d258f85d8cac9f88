import type { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table follows (
      follower_id uuid not null references users (id) on delete cascade,
      followee_id uuid not null references users (id) on delete cascade,
      created_at timestamptz(3) not null,
      primary key (follower_id, followee_id),
      check (follower_id <> followee_id)
    );
    create index follows_followers on follows (followee_id, created_at desc, follower_id desc);
    create index follows_following on follows (follower_id, created_at desc, followee_id desc);

    create table blocks (
      blocker_id uuid not null references users (id) on delete cascade,
      blocked_id uuid not null references users (id) on delete cascade,
      created_at timestamptz(3) not null,
      primary key (blocker_id, blocked_id),
      check (blocker_id <> blocked_id)
    );
    create index blocks_of_blocker on blocks (blocker_id, created_at desc, blocked_id desc);
    create index blocks_of_blocked on blocks (blocked_id, blocker_id);
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop table blocks; drop table follows');
}
