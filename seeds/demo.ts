import type { Knex } from 'knex';
import { cachingEvents } from '../src/core/caching/index.js';
import type { PasswordHasher } from '../src/core/identity/index.js';
import type { Role } from '../src/core/kernel/index.js';
import { personSearchDocument } from '../src/core/profiles/index.js';
import { hoursBefore } from './demo/audience.js';
import { communityOf } from './demo/community.js';
import { insertCommunity, removeCommunity } from './demo/community-tables.js';
import { tell } from './tell.js';
import { demoEdges, demoFollows } from './demo/follows.js';
import { demoEmail, demoPeople, demoPersonId } from './demo/people.js';
import { type DemoPicture, demoPictureIds, demoPictureKeys, type PictureNeeds, storeDemoPictures } from './demo/pictures.js';

/** Known to everybody, which is why none of this is ever made in production. */
export const demoPassword = 'Bikearea-demo-2026';

export interface DemoLogin {
  readonly email: string;
  readonly username: string;
  readonly password: string;
  readonly role: Role;
}

const loginOf = (username: string, role: Role): DemoLogin => ({
  email: demoEmail(username),
  username,
  password: demoPassword,
  role,
});

export const demoLogins = {
  admin: loginOf('demo_admin', 'ADMIN'),
  moderator: loginOf('demo_moderator', 'MODERATOR'),
  rider: loginOf('demo_rider', 'USER'),
} as const;

export interface DemoNeeds extends PictureNeeds {
  readonly knex: Knex;
  readonly passwords: Pick<PasswordHasher, 'hash'>;
  readonly verificationRefOf: (email: string) => string;
  /** What the posts and what hangs on them count their times from. Left out: the moment of seeding, in whole minutes. */
  readonly now?: Date;
}

/** Any number that nobody else locks in the same database: two programs do not seed at once. */
const seedKey = 815_4712;
const minuteMs = 60_000;
const dayMs = 86_400_000;
/** Fixed, so that two installations look alike. */
const firstJoined = Date.UTC(2024, 8, 1, 9, 30);

const demoIds = demoPeople.map(({ username }) => demoPersonId(username));
const joinedAt = (position: number): Date => new Date(firstJoined + position * 13 * dayMs + position * 3_661_000);

/** How many of the demo people are there. */
export async function countDemoPeople(knex: Knex): Promise<number> {
  const [row] = await knex('users').whereIn('id', demoIds).count<{ count: string }[]>('* as count');
  return Number(row?.count ?? 0);
}

/** Those of the well-known logins that are there under their address. */
export async function presentDemoLogins(knex: Knex): Promise<readonly (keyof typeof demoLogins)[]> {
  const found = await knex('users').whereIn('id', demoIds).pluck<string[]>('email');
  return (Object.keys(demoLogins) as (keyof typeof demoLogins)[]).filter((name) => found.includes(demoLogins[name].email));
}

export async function isEmptyOfPeople(knex: Knex): Promise<boolean> {
  return (await knex('users').first<object | undefined>('id')) === undefined;
}

/**
 * Makes the demo people with their pictures, follows, posts and all that hangs on these, and resolves with how many people were made. Makes
 * nothing where any of them is there. A person whose username or address somebody else has is left out, with what he would have written and
 * liked. All in one transaction; pictures stand in the storage before it.
 */
export async function seedDemo(needs: DemoNeeds): Promise<number> {
  if ((await countDemoPeople(needs.knex)) > 0) return 0;
  const [pictures, passwordHash] = await Promise.all([storeDemoPictures(needs), needs.passwords.hash(demoPassword)]);
  return needs.knex.transaction(async (trx) => {
    await trx.raw('select pg_advisory_xact_lock(?)', [seedKey]);
    if ((await countDemoPeople(trx)) > 0) return 0;
    const made = new Set(await insertPeople(trx, passwordHash, needs.verificationRefOf));
    const now = needs.now ?? new Date(Math.floor(Date.now() / minuteMs) * minuteMs);
    await insertPictures(
      trx,
      pictures.filter(({ username }) => made.has(demoPersonId(username))),
      now,
    );
    await insertFollows(trx, made);
    await insertCommunity(trx, communityOf(made, now));
    if (made.size > 0) await tell(trx, cachingEvents.everythingChanged);
    return made.size;
  });
}

async function insertPeople(
  trx: Knex,
  passwordHash: string,
  verificationRefOf: DemoNeeds['verificationRefOf'],
): Promise<string[]> {
  const rows = demoPeople.map(({ username, fullName, city, bio, role }, position) => {
    const email = demoEmail(username);
    const joined = joinedAt(position);
    const search = personSearchDocument(username, fullName);
    return {
      id: demoPersonId(username),
      email,
      username,
      username_key: username.toLowerCase(),
      full_name: fullName,
      password_hash: passwordHash,
      role,
      verification_ref: verificationRefOf(email),
      email_verified_at: joined,
      bio,
      location: city,
      search_text: search.folded,
      search_latin: search.latin,
      created_at: joined,
      updated_at: joined,
    };
  });
  const inserted = await trx('users').insert(rows).onConflict().ignore().returning<{ id: string }[]>('id');
  return inserted.map(({ id }) => id);
}

async function insertPictures(trx: Knex, pictures: readonly DemoPicture[], now: Date): Promise<void> {
  if (pictures.length === 0) return;
  const joined = new Map(demoPeople.map((person, position) => [person.username, joinedAt(position)]));
  const rows = pictures.map(({ id, username, kind, variants, blurhash, hoursAgo }) => {
    const at = hoursAgo === undefined ? joined.get(username) : hoursBefore(now, hoursAgo);
    const owner = demoPersonId(username);
    const described = { kind, status: 'attached', variants: JSON.stringify(variants), blurhash };
    return { id, owner_id: owner, ...described, created_at: at, updated_at: at };
  });
  await trx('media').insert(rows).onConflict('id').merge();
  await trx.raw(
    `update users set avatar_id = (select m.id from media m where m.owner_id = users.id and m.kind = 'avatar'),
       cover_id = (select m.id from media m where m.owner_id = users.id and m.kind = 'cover')
     where id in (select owner_id from media where id = any(?))`,
    [pictures.map(({ id }) => id)],
  );
}

async function insertFollows(trx: Knex, made: ReadonlySet<string>): Promise<void> {
  const rows = demoEdges(demoPeople.length, demoFollows)
    .map(({ follower, followee }, position) => ({
      follower_id: demoIds[follower] ?? '',
      followee_id: demoIds[followee] ?? '',
      created_at: new Date(joinedAt(Math.max(follower, followee)).getTime() + (1 + position) * 3_600_000),
    }))
    .filter(({ follower_id: from, followee_id: to }) => made.has(from) && made.has(to));
  if (rows.length === 0) return;
  await trx('follows').insert(rows);
  await trx.raw(
    `update users set followers_count = (select count(*) from follows f where f.followee_id = users.id),
       following_count = (select count(*) from follows f where f.follower_id = users.id)
     where id = any(?)`,
    [[...made]],
  );
}

/**
 * Removes the demo people, whatever hangs on them and their stored pictures; resolves with how many there were. Of other people only the
 * counters change, by what goes, and what stood under posts and comments that go.
 */
export async function removeDemo({ knex, storage }: Pick<DemoNeeds, 'knex' | 'storage'>): Promise<number> {
  const { removed, keys } = await knex.transaction(async (trx) => {
    await trx.raw('select pg_advisory_xact_lock(?)', [seedKey]);
    await removeCommunity(trx, demoIds);
    await trx.raw(
      `update users set followers_count = followers_count - gone.n
       from (select followee_id as id, count(*)::integer as n from follows where follower_id = any(?) group by 1) gone
       where users.id = gone.id and users.id <> all(?)`,
      [demoIds, demoIds],
    );
    await trx.raw(
      `update users set following_count = following_count - gone.n
       from (select follower_id as id, count(*)::integer as n from follows where followee_id = any(?) group by 1) gone
       where users.id = gone.id and users.id <> all(?)`,
      [demoIds, demoIds],
    );
    const media = await trx('media')
      .whereIn('owner_id', demoIds)
      .orWhereIn('id', demoPictureIds)
      .del()
      .returning<{ variants: DemoPicture['variants'] }[]>('variants');
    const people = await trx('users').whereIn('id', demoIds).del();
    if (people > 0) await tell(trx, cachingEvents.everythingChanged);
    return { removed: people, keys: media.flatMap(({ variants }) => variants.map(({ key }) => key)) };
  });
  await storage.delete([...new Set([...keys, ...demoPictureKeys])]);
  return removed;
}
