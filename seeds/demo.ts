import type { Knex } from 'knex';
import type { PasswordHasher } from '../src/core/identity/index.js';
import type { Role } from '../src/core/kernel/index.js';
import { personSearchText } from '../src/core/profiles/index.js';
import { demoEdges } from './demo/follows.js';
import { demoEmail, demoPeople, type DemoPerson } from './demo/people.js';
import { type DemoPicture, demoPictureIds, type PictureNeeds, storeDemoPictures } from './demo/pictures.js';
import { stableId } from './reference.js';

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
}

/** Any number that nobody else locks in the same database: two programs do not seed at once. */
const seedKey = 815_4712;
const follows = 150;
const dayMs = 86_400_000;
/** Fixed, so that two installations look alike. */
const firstJoined = Date.UTC(2024, 8, 1, 9, 30);

const idOf = ({ username }: DemoPerson): string => stableId(`demo:person:${username}`);
const demoIds = demoPeople.map(idOf);
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
 * Makes the demo people with their pictures and follows, and resolves with how many were made. Makes nothing where any of them is there.
 * A person whose username or address somebody else has is left out. All in one transaction; pictures stand in the storage before it.
 */
export async function seedDemo(needs: DemoNeeds): Promise<number> {
  if ((await countDemoPeople(needs.knex)) > 0) return 0;
  const [pictures, passwordHash] = await Promise.all([storeDemoPictures(needs), needs.passwords.hash(demoPassword)]);
  return needs.knex.transaction(async (trx) => {
    await trx.raw('select pg_advisory_xact_lock(?)', [seedKey]);
    if ((await countDemoPeople(trx)) > 0) return 0;
    const made = new Set(await insertPeople(trx, passwordHash, needs.verificationRefOf));
    await insertPictures(
      trx,
      pictures.filter(({ username }) => made.has(stableId(`demo:person:${username}`))),
    );
    await insertFollows(trx, made);
    return made.size;
  });
}

async function insertPeople(
  trx: Knex,
  passwordHash: string,
  verificationRefOf: DemoNeeds['verificationRefOf'],
): Promise<string[]> {
  const rows = demoPeople.map((person, position) => {
    const { username, fullName, city, bio, role } = person;
    const email = demoEmail(username);
    const joined = joinedAt(position);
    return {
      id: idOf(person),
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
      search_text: personSearchText(username, fullName),
      created_at: joined,
      updated_at: joined,
    };
  });
  const inserted = await trx('users').insert(rows).onConflict().ignore().returning<{ id: string }[]>('id');
  return inserted.map(({ id }) => id);
}

async function insertPictures(trx: Knex, pictures: readonly DemoPicture[]): Promise<void> {
  if (pictures.length === 0) return;
  const joined = new Map(demoPeople.map((person, position) => [person.username, joinedAt(position)]));
  const rows = pictures.map(({ id, username, kind, variants, blurhash }) => ({
    id,
    owner_id: stableId(`demo:person:${username}`),
    kind,
    status: 'attached',
    variants: JSON.stringify(variants),
    blurhash,
    created_at: joined.get(username),
    updated_at: joined.get(username),
  }));
  await trx('media').insert(rows).onConflict('id').merge();
  await trx.raw(
    `update users set avatar_id = (select m.id from media m where m.owner_id = users.id and m.kind = 'avatar'),
       cover_id = (select m.id from media m where m.owner_id = users.id and m.kind = 'cover')
     where id in (select owner_id from media where id = any(?))`,
    [pictures.map(({ id }) => id)],
  );
}

async function insertFollows(trx: Knex, made: ReadonlySet<string>): Promise<void> {
  const rows = demoEdges(demoPeople.length, follows)
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
 * counters change, by the follows that go.
 */
export async function removeDemo({ knex, storage }: Pick<DemoNeeds, 'knex' | 'storage'>): Promise<number> {
  const { removed, keys } = await knex.transaction(async (trx) => {
    await trx.raw('select pg_advisory_xact_lock(?)', [seedKey]);
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
    return { removed: people, keys: media.flatMap(({ variants }) => variants.map(({ key }) => key)) };
  });
  await storage.delete(keys);
  return removed;
}
