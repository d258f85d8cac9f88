import { expect } from 'chai';
import { FeedTables } from '../../adapters/postgres/feed-tables.js';
import { buildTestApp, type TestApp } from '../../support/build-test-app.js';
import { createPerson, type Person } from '../../support/people.js';
import { ban, PeopleApi } from '../profiles/people-api.js';
import { PostsApi } from '../posts/posts-api.js';

describe('whose posts are in the feed', function () {
  this.timeout(60_000);
  let app: TestApp;
  let posts: PostsApi;
  let people: PeopleApi;
  let reader: Person;
  let friend: Person;
  before(async () => {
    app = await buildTestApp();
    posts = new PostsApi(app);
    people = new PeopleApi(app);
  });
  after(() => app.close());
  beforeEach(async () => {
    [reader, friend] = [await createPerson(app), await createPerson(app)];
    await posts.follow(reader, friend).expect(200);
  });

  const feed = (who = reader): Promise<string[]> => posts.ids('/feed', who);
  const total = async (): Promise<number> => (await posts.get('/feed', reader).expect(200)).body.meta.total as number;

  it('one’s own, the private ones too', async () => {
    const [everyones, own] = [await posts.write(reader, 'a'), await posts.write(reader, 'b', { visibility: 'PRIVATE' })];
    expect(await feed()).to.deep.equal([own.id, everyones.id]);
    expect(await total()).to.equal(2);
  });

  it('at once the older ones of somebody newly followed, and no longer those of somebody unfollowed', async () => {
    const stranger = await createPerson(app);
    const [old, mine, recent] = [
      await posts.write(stranger, 'old', { visibility: 'FOLLOWERS' }),
      await posts.write(reader, 'mine'),
      await posts.write(stranger, 'recent'),
    ];
    expect(await feed()).to.deep.equal([mine.id]);
    await posts.follow(reader, stranger).expect(200);
    expect(await feed()).to.deep.equal([recent.id, mine.id, old.id]);
    expect(await total()).to.equal(3);
    await people.unfollow(reader, stranger).expect(200);
    expect(await feed()).to.deep.equal([mine.id]);
    expect(await total()).to.equal(1);
  });

  it('of those one follows what they show: it goes and comes with the visibility of the post', async () => {
    const [first, second] = [await posts.write(friend, 'first'), await posts.write(friend, 'second')];
    const become = (visibility: string): Promise<unknown> =>
      posts.send('patch', `/${second.id}`, friend).send({ visibility }).expect(200).then();
    for (const [visibility, expected] of [
      ['PRIVATE', [first.id]],
      ['FOLLOWERS', [second.id, first.id]],
      ['PRIVATE', [first.id]],
      ['PUBLIC', [second.id, first.id]],
    ] as const) {
      await become(visibility);
      expect(await feed(), visibility).to.deep.equal(expected);
      expect(await total()).to.equal(expected.length);
    }
    await posts.send('delete', `/${second.id}`, friend).expect(200);
    await posts.send('delete', `/${first.id}`, friend).expect(200);
    expect(await feed()).to.deep.equal([]);
    expect(await total()).to.equal(0);
  });

  it('of nobody in a block with the reader, whoever blocked; following again brings them back', async () => {
    const post = await posts.write(friend, 'hello');
    for (const [blocker, blocked] of [
      [reader, friend],
      [friend, reader],
    ] as const) {
      await posts.block(blocker, blocked).expect(200);
      expect(await feed()).to.deep.equal([]);
      expect(await total()).to.equal(0);
      await posts.unblock(blocker, blocked).expect(200);
      expect(await feed(), 'a block ended the follow').to.deep.equal([]);
      await posts.follow(reader, friend).expect(200);
      expect(await feed()).to.deep.equal([post.id]);
    }
  });

  it('of nobody who is banned, while he is', async () => {
    const post = await posts.write(friend, 'hello');
    await ban(app, friend);
    expect(await feed()).to.deep.equal([]);
    await ban(app, friend, new Date(Date.now() - 1));
    expect(await feed()).to.deep.equal([post.id]);
  });

  it('no page comes short or empty when two hundred blocked people’s posts, passed on by a friend, are the newest', async () => {
    const tables = new FeedTables(() => app.knex);
    const at = (second: number): Date => new Date(Date.UTC(2026, 0, 1, 0, 0, second));
    const blocked = [];
    for (let i = 0; i < 200; i += 1) blocked.push(await tables.person());
    const originals = await tables.posts(blocked.map((authorId) => ({ authorId, at: at(900) })));
    for (const [i, id] of blocked.entries()) await (i % 2 ? tables.block(reader.id, id) : tables.block(id, reader.id));
    const friends = [friend, ...(await Promise.all([1, 2, 3].map(() => createPerson(app))))];
    for (const one of friends.slice(1)) await posts.follow(reader, one).expect(200);
    const shown = await tables.posts(
      Array.from({ length: 25 }, (_, i) => ({ authorId: friends[i % 4]?.id ?? '', at: at(100 - i) })),
    );
    for (const { id } of friends.slice(0, 3)) {
      await tables.posts(originals.map((repostOfId, i) => ({ authorId: id, repostOfId, at: at(1000 + i) })));
    }
    for (const limit of [1, 10]) expect(await posts.ids(`/feed?limit=${limit}`, reader)).to.deep.equal(shown.slice(0, limit));
    expect(await posts.ids('/feed?limit=10&page=3', reader)).to.deep.equal(shown.slice(20));
    expect(await posts.allIds('/feed', reader, 4)).to.deep.equal(shown);
    const { body } = await posts.get(`/feed/newer-count?since=${at(100).toISOString()}`, reader).expect(200);
    expect(body.data.count, 'what is hidden is not announced either').to.equal(0);
  });
});
