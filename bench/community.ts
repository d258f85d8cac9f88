import type { Knex } from 'knex';
import { benchLogin, benchLogins, type BenchLogin } from './data/logins.js';

/** Who and what of a filled database is asked for. All posts are public, by people without a block between them and those who ask. */
export interface Community {
  /** Access tokens. */
  readonly reader: string;
  readonly author: string;
  readonly likers: readonly string[];
  readonly usernames: readonly string[];
  readonly postIds: readonly string[];
  /** Those with the most comments. */
  readonly discussedIds: readonly string[];
  readonly popularTag: string;
}

const likers = 20;
const posts = 1_000;
const profiles = 500;
const discussed = 20;

/** Null when the database was not filled by `bench:data`. */
export async function findReader(knex: Knex): Promise<string | null> {
  const { username } = benchLogins.reader;
  const row = await knex('users').where({ username_key: username }).first<{ id: string } | undefined>('id');
  return row?.id ?? null;
}

/** Signs people in at the server under `base` and picks, by hashes, what they will ask for: the same at each call. */
export async function meetCommunity(base: string, knex: Knex, readerId: string): Promise<Community> {
  const names = await knex('users')
    .whereRaw('not exists (select from blocks where users.id in (blocker_id, blocked_id))')
    .whereNotIn('username_key', [benchLogins.reader.username, benchLogins.author.username])
    .orderByRaw('hashtext(username_key), id')
    .limit(profiles)
    .pluck<string[]>('username');
  const readable = () =>
    knex('posts')
      .where({ visibility: 'PUBLIC' })
      .whereNull('deleted_at')
      .whereRaw(
        `not exists (select from blocks where (blocker_id, blocked_id) in ((posts.author_id, cast(:me as uuid)), (cast(:me as uuid), posts.author_id)))`,
        { me: readerId },
      );
  const postIds = await readable().orderByRaw('hashtext(cast(id as text)), id').limit(posts).pluck<string[]>('id');
  const discussedIds = await readable()
    .orderBy([{ column: 'comment_count', order: 'desc' }, 'id'])
    .limit(discussed)
    .pluck<string[]>('id');
  const tag = await knex('hashtags').orderBy('posts_count', 'desc').first<{ name: string }>('name');
  const tokens: string[] = [];
  for (const name of names.slice(0, likers)) tokens.push(await signIn(base, benchLogin(name)));
  return {
    reader: await signIn(base, benchLogins.reader),
    author: await signIn(base, benchLogins.author),
    likers: tokens,
    usernames: names,
    postIds,
    discussedIds,
    popularTag: tag.name,
  };
}

async function signIn(base: string, { email, password }: BenchLogin): Promise<string> {
  const answer = await fetch(`${base}/api/v1/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  });
  if (answer.status !== 200) throw new Error(`${email} could not sign in: ${answer.status}`);
  const { data } = (await answer.json()) as { data: { tokens: { accessToken: string } } };
  return data.tokens.accessToken;
}

/**
 * Takes back what the author wrote since then, and the events that wait: a database measured on is as it was, but for likes, notifications and
 * sessions.
 */
export async function forgetWritten(knex: Knex, since: Date): Promise<void> {
  await knex.raw(
    `with author as (select id from users where username_key = :author),
      gone as (delete from posts using author where posts.author_id = author.id and posts.created_at >= :since returning posts.id)
     update users set
       posts_count = (select count(*) from posts p where p.author_id = users.id and p.visibility <> 'PRIVATE' and p.deleted_at is null
         and p.id not in (select id from gone)),
       last_post_at = (select max(created_at) from posts p where p.author_id = users.id and p.visibility <> 'PRIVATE' and p.deleted_at is null
         and p.id not in (select id from gone))
     where username_key = :author`,
    { author: benchLogins.author.username, since },
  );
  await knex('outbox_events').where('occurred_at', '>=', since).del();
}
