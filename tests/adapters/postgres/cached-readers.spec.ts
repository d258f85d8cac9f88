import { expect } from 'chai';
import { KnexFeedReader } from '../../../src/adapters/postgres/feed/knex-feed-reader.js';
import { KnexTrendingReader } from '../../../src/adapters/postgres/feed/knex-trending-reader.js';
import { KnexSession } from '../../../src/adapters/postgres/knex-session.js';
import { KnexListingCategoryReader } from '../../../src/adapters/postgres/listings/knex-listing-category-reader.js';
import { KnexProfileReader } from '../../../src/adapters/postgres/profiles/knex-profile-reader.js';
import type { LoadingCache } from '../../../src/core/caching/index.js';
import { CachedFeedReader, CachedTrendingReader, feedEvents } from '../../../src/core/feed/index.js';
import { CachedListingCategoryReader, listingEvents } from '../../../src/core/listings/index.js';
import { postsEvents } from '../../../src/core/posts/index.js';
import { CachedProfileReader, profileEvents } from '../../../src/core/profiles/index.js';
import { feedReaderContract } from '../../contracts/feed-reader.contract.js';
import { listingCategoryReaderContract } from '../../contracts/listing-category-reader.contract.js';
import { profileReaderContract } from '../../contracts/profile-reader.contract.js';
import { trendingReaderContract } from '../../contracts/trending-reader.contract.js';
import { CacheInstances } from '../../support/cache-instances.js';
import { endingEverything } from '../../support/ending-everything.js';
import { FakeClock } from '../../support/fake-clock.js';
import { testDatabase, type TestDatabase } from '../../support/test-database.js';
import { keepCategories } from './category-tables.js';
import { FeedTables } from './feed-tables.js';
import { expectKeptUntil, tagsOf } from './kept-reads.js';
import { statementsOf } from './statement-plans.js';

/** Each is its port again: it runs the port's contract, and asks the database only for what it does not keep. */
describe('cached readers', () => {
  let database: TestDatabase;
  let cache: LoadingCache;
  const tables = new FeedTables(() => database.knex);
  const world = endingEverything(tables, () => cache);
  const clock = new FakeClock(tables.now());
  const session = (): KnexSession => new KnexSession(database.knex);
  /** What only a contract needs is put before the world's own. */
  const harness = <H extends object>(more: H): typeof world & H => Object.assign(Object.create(world) as typeof world, more);
  before(async () => {
    database = await testDatabase();
    cache = await new CacheInstances(clock).add({ softSeconds: 0 });
  });
  after(() => database.drop());

  const statements = (read: () => Promise<unknown>): Promise<number> => statementsOf(database.knex, read);
  const expectKept = (read: () => Promise<unknown>, eventName: string, payload: object): Promise<void> =>
    expectKeptUntil(database.knex, cache, read, eventName, payload);

  describe('CachedProfileReader', () => {
    const make = (): CachedProfileReader => new CachedProfileReader(new KnexProfileReader(session(), clock), cache);
    profileReaderContract(harness({ make }));

    it('keeps a profile for each viewer, until either of the two does something that shows in it', async () => {
      const [me, other] = [await tables.person(), await tables.person()];
      const reader = make();
      for (const viewer of [undefined, me]) {
        const read = (): Promise<unknown> => reader.find({ id: other }, viewer);
        await expectKept(read, profileEvents.profileChanged, { userId: other, changed: ['bio'] });
        await expectKept(read, profileEvents.personFollowed, { followerId: me, followeeId: other });
        await expectKept(read, postsEvents.postDeleted, { postId: 'p', authorId: other, repostOfId: null });
      }
      const mine = (): Promise<unknown> => reader.find({ id: other }, me);
      for (const event of [profileEvents.personBlocked, profileEvents.personUnblocked]) {
        await expectKept(mine, event, { blockerId: other, blockedId: me });
      }
      await expectKept(mine, profileEvents.personUnfollowed, { followerId: other, followeeId: me });
    });

    it('keeps whose a username is, until any username changes', async () => {
      const id = await tables.person({ username: 'Whose_Name' });
      const reader = make();
      const read = async (): Promise<unknown> => (await reader.find({ username: 'whose_name' }, undefined))?.profile.id;
      await expectKept(read, profileEvents.profileChanged, { userId: await tables.person(), changed: ['username'] });
      expect(await read()).to.equal(id);
    });

    it('keeps that there is nobody only for a moment, and no username of nobody', async () => {
      const moving = new FakeClock(tables.now());
      const reader = new CachedProfileReader(new KnexProfileReader(session(), moving), await new CacheInstances(moving).add());
      const unknown = tables.unknownId();
      const read = (): Promise<unknown> => reader.find({ id: unknown }, undefined);
      await read();
      expect(await statements(read)).to.equal(0);
      moving.advance(5_001);
      expect(await statements(read)).to.equal(1);
      expect(await statements(() => reader.find({ username: 'nobody_yet' }, undefined))).to.equal(1);
      expect(await statements(() => reader.find({ username: 'nobody_yet' }, undefined))).to.equal(1);
    });

    it("one viewer's profile of a person is never another's", async () => {
      const [me, other, friend] = [await tables.person(), await tables.person(), await tables.person()];
      await world.follow(friend, other);
      const reader = make();
      expect((await reader.find({ id: other }, friend))?.relation.isFollowing).to.equal(true);
      expect((await reader.find({ id: other }, me))?.relation.isFollowing).to.equal(false);
      expect((await reader.find({ id: other }, undefined))?.relation.isFollowing).to.equal(false);
    });
  });

  describe('CachedListingCategoryReader', () => {
    const make = (): CachedListingCategoryReader =>
      new CachedListingCategoryReader(new KnexListingCategoryReader(session()), cache);
    const { keep } = endingEverything({ keep: keepCategories(() => database.knex) }, () => cache);
    listingCategoryReaderContract({ reader: make, keep });

    it('keeps the categories, until they change', async () => {
      const reader = make();
      await expectKept(() => reader.all(), listingEvents.categoriesChanged, {});
    });
  });

  describe('CachedTrendingReader', () => {
    const make = (): CachedTrendingReader => new CachedTrendingReader(new KnexTrendingReader(session(), clock), cache);
    trendingReaderContract(harness({ make }));

    it('keeps what guests see by page, and hashtags, until posts are ranked, or one comes or goes', async () => {
      const reader = make();
      const page = { page: 1, limit: 3 };
      const post = { postId: 'p', authorId: 'a', repostOfId: null };
      await expectKept(() => reader.posts(undefined, page), feedEvents.trendingRanked, { posts: 1, hashtags: 0 });
      await expectKept(() => reader.posts(undefined, page), postsEvents.postDeleted, post);
      await expectKept(() => reader.posts(undefined, page), postsEvents.postLiked, { ...post, likerId: 'b' });
      await expectKept(() => reader.hashtags(3), feedEvents.trendingRanked, { posts: 1, hashtags: 0 });
      await expectKept(() => reader.hashtags(3), postsEvents.postCreated, post);
    });

    it('keeps nothing for somebody, and nothing by position', async () => {
      const reader = make();
      const me = await tables.person();
      const after = { at: tables.now(), id: tables.unknownId() };
      for (const read of [
        () => reader.posts(me, { page: 1, limit: 3 }),
        () => reader.posts(undefined, { page: 1, limit: 3, after }),
      ]) {
        await read();
        expect(await statements(read)).to.be.greaterThan(0);
      }
    });
  });

  describe('CachedFeedReader', () => {
    const make = (): CachedFeedReader => new CachedFeedReader(new KnexFeedReader(session(), clock), cache);
    feedReaderContract(harness({ make }));

    it('keeps pages by number, until posts change, the reader does something, or somebody looks different', async () => {
      const me = await tables.person();
      await tables.post({ authorId: me });
      const reader = make();
      const read = (): Promise<unknown> => reader.page(me, { page: 1, limit: 10 });
      const post = { postId: 'p', authorId: 'a', repostOfId: null };
      await expectKept(read, postsEvents.postCreated, post);
      await expectKept(read, postsEvents.postLiked, { ...post, likerId: me });
      await expectKept(read, postsEvents.postSaved, { postId: 'p', saverId: me });
      await expectKept(read, profileEvents.personFollowed, { followerId: me, followeeId: 'a' });
      await expectKept(read, profileEvents.personBlocked, { blockerId: 'a', blockedId: me });
      await expectKept(read, profileEvents.profileChanged, { userId: 'a', changed: ['avatar'] });
    });

    it("a like of somebody else comes with the next load, within the reader's patience", async () => {
      const moving = new FakeClock(tables.now());
      const patient = await new CacheInstances(moving).add();
      const reader = new CachedFeedReader(new KnexFeedReader(session(), moving), patient);
      const [me, fan] = [await tables.person(), await tables.person()];
      const post = await tables.post({ authorId: me });
      const likes = async (): Promise<number | undefined> => (await reader.page(me, { page: 1, limit: 10 })).items[0]?.likeCount;
      expect(await likes()).to.equal(0);
      await tables.like(fan, post);
      await patient.invalidate(tagsOf(postsEvents.postLiked, { postId: post, authorId: me, likerId: fan }));
      expect(await likes()).to.equal(0);
      moving.advance(10_001);
      expect(await likes()).to.equal(1);
    });

    it('keeps nothing by position, and no count of what is newer', async () => {
      const me = await tables.person();
      await tables.post({ authorId: me });
      const reader = make();
      const after = { at: tables.now(), id: tables.unknownId() };
      for (const read of [() => reader.page(me, { page: 1, limit: 10, after }), () => reader.countNewer(me, after, 10)]) {
        await read();
        expect(await statements(read)).to.be.greaterThan(0);
      }
    });
  });
});
