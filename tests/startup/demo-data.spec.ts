import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import type { Knex } from 'knex';
import { countDemoPeople, demoLogins, demoPassword, presentDemoLogins, removeDemo, seedDemo } from '../../seeds/demo.js';
import { demoPeople } from '../../seeds/demo/people.js';
import type { ImageProcessor } from '../../src/core/media/index.js';
import { FilesystemObjectStorage } from '../../src/adapters/filesystem/filesystem-object-storage.js';
import { SharpImageProcessor } from '../../src/adapters/sharp/sharp-image-processor.js';
import { isReservedUsername, isUsername } from '../../src/core/identity/index.js';
import { seedReference, stableId } from '../../seeds/reference.js';
import { testDatabase, type TestDatabase } from '../support/test-database.js';
import { contents, emptyTables, quickImages, seededAt, stranger, strangerAt } from './demo-world.js';

describe('demo data', () => {
  let database: TestDatabase;
  let knex: Knex;
  let directory: string;
  let storage: FilesystemObjectStorage;
  let hashed: string[];

  before(async () => {
    database = await testDatabase();
    knex = database.knex;
  });
  after(() => database.drop());
  beforeEach(async () => {
    directory = mkdtempSync(path.join(tmpdir(), 'bikearea-demo-test-'));
    storage = new FilesystemObjectStorage(directory, 'http://api.test/media');
    hashed = [];
    await emptyTables(knex);
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  const seed = (images: ImageProcessor = quickImages): Promise<number> =>
    seedDemo({
      knex,
      storage,
      images,
      now: seededAt,
      passwords: {
        hash: async (password) => {
          hashed.push(password);
          return `hash of ${password}`;
        },
      },
      verificationRefOf: (email) => stableId(`ref:${email}`),
    });
  const filesLeft = (): string[] =>
    readdirSync(directory, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => name);

  it('makes thirty verified people, one administrator and one moderator, with one password that is hashed once', async () => {
    expect(await seed()).to.equal(30);
    const people = await knex('users').select();
    expect(people).to.have.length(30);
    expect(people.filter(({ role }) => role === 'ADMIN').map(({ email }) => email)).to.deep.equal([demoLogins.admin.email]);
    expect(people.filter(({ role }) => role === 'MODERATOR').map(({ email }) => email)).to.deep.equal([
      demoLogins.moderator.email,
    ]);
    expect(people.every((person) => person.email_verified_at !== null)).to.equal(true);
    expect(new Set(people.map((person) => person.password_hash))).to.deep.equal(new Set([`hash of ${demoPassword}`]));
    expect(hashed).to.deep.equal([demoPassword]);
    expect(await presentDemoLogins(knex)).to.have.members(['admin', 'moderator', 'rider']);
  });

  it('has counters that agree with the follows, and nobody who follows himself', async () => {
    await seed();
    const { rows } = await knex.raw(`
      select u.id from users u
      where u.followers_count <> (select count(*) from follows f where f.followee_id = u.id)
         or u.following_count <> (select count(*) from follows f where f.follower_id = u.id)`);
    expect(rows).to.deep.equal([]);
    const [{ n }] = (await knex('follows').count('* as n')) as [{ n: string }];
    expect(Number(n)).to.equal(150);
  });

  it('has pictures that are attached, belong to their owners and can be read from the storage', async () => {
    await seed(new SharpImageProcessor());
    const media = await knex('media').select();
    expect(media.filter(({ kind }) => kind === 'avatar')).to.have.length(demoPeople.filter(({ picture }) => picture).length);
    expect(media.filter(({ kind }) => kind === 'cover')).to.have.length(demoPeople.filter(({ cover }) => cover).length);
    for (const { id, kind, status, owner_id: owner, variants } of media) {
      expect(status).to.equal('attached');
      const shown =
        kind === 'post'
          ? knex('post_images as i').join('posts as p', 'p.id', 'i.post_id').where({ author_id: owner, media_id: id })
          : knex('users').where({ id: owner, [`${kind}_id`]: id });
      expect(await shown).to.have.length(1);
      const stored = await storage.get(variants[0].key);
      expect(stored?.contentType).to.equal('image/webp');
      expect(stored?.body.length).to.be.within(500, 60_000);
    }
  });

  it('is the same on every installation: ids, times, names, texts, pictures', async () => {
    await seed();
    const first = await contents(knex);
    await removeDemo({ knex, storage });
    await seed();
    expect(await contents(knex)).to.deep.equal(first);
  });

  it('changes nothing when it is made twice, not even what a person has changed since', async () => {
    await seed();
    await knex('users').where({ email: demoLogins.rider.email }).update({ bio: 'changed by hand' });
    const before = await contents(knex);
    expect(await seed()).to.equal(0);
    expect(await contents(knex)).to.deep.equal(before);
    expect(hashed).to.have.length(1);
  });

  it('tells the instances that serve meanwhile when it is made and when it goes, and not when there was nothing to do', async () => {
    const told = async (): Promise<string[]> => {
      const names = await knex('outbox_events').pluck<string[]>('name');
      await knex('outbox_events').del();
      return names;
    };
    await told();
    await seed();
    expect(await told()).to.deep.equal(['caching.everything-changed']);
    await seed();
    expect(await told()).to.deep.equal([]);
    await removeDemo({ knex, storage });
    expect(await told()).to.deep.equal(['caching.everything-changed']);
    await removeDemo({ knex, storage });
    await seedReference(knex);
    expect(await told()).to.deep.equal([]);
    await knex('listing_categories').where({ slug: 'accessories' }).update({ position: 99 });
    await seedReference(knex);
    expect(await told()).to.deep.equal(['listings.categories-changed']);
  });

  it('is made once by two programs that start together', async () => {
    const made = await Promise.all([seed(), seed()]);
    expect(made.sort((a, b) => a - b)).to.deep.equal([0, 30]);
    expect(await countDemoPeople(knex)).to.equal(30);
  });

  it('leaves out a person whose username somebody has', async () => {
    await knex('users').insert({ ...stranger('giorgi_m') });
    expect(await seed()).to.equal(29);
    expect(await knex('users').where({ username_key: 'giorgi_m' }).pluck('email')).to.deep.equal(['giorgi_m@example.ge']);
  });

  it('goes without a trace, and other people keep all but the follows of those who went', async () => {
    await knex('users').insert([stranger('visitor'), stranger('friend')]);
    const untouched = await contents(knex);
    await seed();
    const [visitor, friend, rider] = [stableId('test:visitor'), stableId('test:friend'), stableId('demo:person:demo_rider')];
    const admin = stableId('demo:person:demo_admin');
    const follow = (from: string, to: string): Record<string, unknown> => ({
      follower_id: from,
      followee_id: to,
      created_at: strangerAt,
    });
    await knex('follows').insert([
      follow(visitor, rider),
      follow(visitor, friend),
      follow(rider, visitor),
      follow(admin, visitor),
    ]);
    await knex('users').where({ id: visitor }).update({ following_count: 2, followers_count: 2 });
    await knex('users').where({ id: friend }).update({ followers_count: 1 });
    await knex('blocks').insert({ blocker_id: friend, blocked_id: rider, created_at: strangerAt });
    await storage.put('avatar/of-a-stranger/200x200.webp', Buffer.from('x'), 'image/webp');

    expect(await removeDemo({ knex, storage })).to.equal(30);
    expect(await countDemoPeople(knex)).to.equal(0);
    expect(await knex('users').orderBy('username').select('username', 'followers_count', 'following_count')).to.deep.equal([
      { username: 'friend', followers_count: 1, following_count: 0 },
      { username: 'visitor', followers_count: 0, following_count: 1 },
    ]);
    expect(await knex('follows').select('follower_id', 'followee_id')).to.deep.equal([
      { follower_id: visitor, followee_id: friend },
    ]);
    expect(await knex('media').select()).to.deep.equal([]);
    expect(await storage.get('avatar/of-a-stranger/200x200.webp')).to.not.equal(undefined);
    expect(filesLeft()).to.have.length(1);
    await knex('follows').del();
    await knex('users').update({ followers_count: 0, following_count: 0 });
    expect(await contents(knex)).to.deep.equal(untouched);
  });

  it('can be made again after its people were removed by hand, which leaves their pictures without an owner', async () => {
    await seed();
    const first = await contents(knex);
    await knex('users').del();
    expect(await seed()).to.equal(30);
    expect(await contents(knex)).to.deep.equal(first);
    await knex('users').del();
    expect(await removeDemo({ knex, storage })).to.equal(0);
    expect(await knex('media').select()).to.deep.equal([]);
    expect(filesLeft()).to.deep.equal([]);
  });

  it('has names that a person could have chosen', () => {
    for (const { username, fullName, bio, city } of demoPeople) {
      expect(isUsername(username) && !isReservedUsername(username), username).to.equal(true);
      expect(fullName.length, username).to.be.within(2, 100);
      expect((bio ?? '').length, username).to.be.at.most(160);
      expect((city ?? '').length, username).to.be.at.most(50);
    }
    expect(new Set(demoPeople.map(({ username }) => username)).size).to.equal(30);
  });
});
