import type { Knex } from 'knex';

/**
 * People, their pictures, their sessions and codes. Times keep milliseconds (timestamptz(3)): JavaScript has no more, and a cursor must
 * compare equal to the column it came from.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create extension if not exists pg_trgm;

    create table users (
      id uuid primary key,
      email text not null,
      username text not null,
      username_key text not null,
      full_name text not null,
      phone text,
      password_hash text not null,
      role text not null default 'USER' check (role in ('USER', 'MODERATOR', 'ADMIN')),
      verification_ref uuid not null,
      email_verified_at timestamptz(3),
      bio text,
      location text,
      avatar_id uuid,
      cover_id uuid,
      search_text text not null,
      followers_count integer not null default 0 check (followers_count >= 0),
      following_count integer not null default 0 check (following_count >= 0),
      posts_count integer not null default 0 check (posts_count >= 0),
      banned_at timestamptz(3),
      banned_until timestamptz(3),
      ban_reason text,
      last_login_at timestamptz(3),
      created_at timestamptz(3) not null,
      updated_at timestamptz(3) not null,
      constraint users_email_key unique (email),
      constraint users_username_key unique (username_key),
      constraint users_verification_ref_key unique (verification_ref)
    );
    comment on column users.email is 'normalised: trimmed, lower case, domain in ASCII';
    comment on column users.username_key is 'username in lower case: unique whatever the letter case';
    comment on column users.verification_ref is 'stands for the account in sign-up and reset flows; computed from the address, so it exists for unknown addresses too';
    comment on column users.search_text is 'folded username and full name';
    create index users_search_text on users using gin (search_text gin_trgm_ops);

    create table media (
      id uuid primary key,
      owner_id uuid references users (id) on delete set null,
      kind text not null check (kind in ('avatar', 'cover', 'post', 'listing')),
      status text not null check (status in ('pending', 'attached', 'detached')),
      variants jsonb not null,
      blurhash text not null,
      created_at timestamptz(3) not null,
      updated_at timestamptz(3) not null
    );
    comment on column media.status is 'pending: files may exist, nobody shows them; attached: in use; detached: files are to be removed';
    create index media_unattached on media (updated_at) where status <> 'attached';
    create index media_owner on media (owner_id);
    alter table users
      add constraint users_avatar_fk foreign key (avatar_id) references media (id) on delete set null,
      add constraint users_cover_fk foreign key (cover_id) references media (id) on delete set null;
    create index users_avatar on users (avatar_id) where avatar_id is not null;
    create index users_cover on users (cover_id) where cover_id is not null;

    create table sessions (
      id uuid primary key,
      user_id uuid not null references users (id) on delete cascade,
      refresh_counter integer not null default 0,
      refresh_hash text not null,
      rotated_at timestamptz(3) not null,
      created_at timestamptz(3) not null,
      last_used_at timestamptz(3) not null,
      expires_at timestamptz(3) not null,
      revoked_at timestamptz(3),
      revoked_reason text,
      ip text,
      user_agent text
    );
    create index sessions_live on sessions (user_id, created_at desc) where revoked_at is null;
    create index sessions_expires on sessions (expires_at);

    create table one_time_codes (
      user_id uuid not null references users (id) on delete cascade,
      purpose text not null check (purpose in ('verify_email', 'reset_password')),
      code_hash text not null,
      attempts integer not null default 0,
      created_at timestamptz(3) not null,
      expires_at timestamptz(3) not null,
      used_at timestamptz(3),
      primary key (user_id, purpose)
    );
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop table one_time_codes;
    drop table sessions;
    alter table users drop constraint users_avatar_fk, drop constraint users_cover_fk;
    drop table media;
    drop table users;
  `);
}
