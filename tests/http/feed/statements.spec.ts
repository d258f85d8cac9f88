import { expect } from 'chai';
import { FeedTables } from '../../adapters/postgres/feed-tables.js';
import { statementsOf } from '../../adapters/postgres/statement-plans.js';
import { RefreshTrending } from '../../../src/core/feed/index.js';
import { buildTestApp, type TestApp } from '../../support/build-test-app.js';
import { createPerson, type Person } from '../../support/people.js';
import { PostsApi } from '../posts/posts-api.js';

describe('how many statements the feed and trending make, signing in included', function () {
  this.timeout(60_000);
  let app: TestApp;
  let posts: PostsApi;
  let reader: Person;
  let loner: Person;
  const from = (minute: number): Date => new Date(Date.now() - (1000 - minute) * 60_000);
  before(async () => {
    app = await buildTestApp();
    posts = new PostsApi(app);
    [reader, loner] = [await createPerson(app), await createPerson(app)];
    const tables = new FeedTables(() => app.knex);
    const friends: string[] = [];
    for (let i = 0; i < 60; i += 1) friends.push(await tables.person());
    for (const id of friends) await tables.follow(reader.id, id);
    const made = await tables.posts(Array.from({ length: 240 }, (_, i) => ({ authorId: friends[i % 60] ?? '', at: from(i) })));
    for (const id of made.slice(-120)) await tables.like(loner.id, id);
    // The newest posts of most are hidden, so that a page has to look further.
    const hidden = await tables.person();
    await tables.block(hidden, reader.id);
    const original = await tables.post({ authorId: hidden });
    await tables.posts(friends.slice(0, 50).map((authorId) => ({ authorId, repostOfId: original, at: from(900) })));
    await app.container.get(RefreshTrending).run();
  });
  after(() => app.close());

  const statements = (path: string, who?: Person): Promise<number> =>
    statementsOf(app.knex, () => posts.get(path, who).expect(200).then());

  it('a page of the feed: at most 3, whatever its size and however many are followed', async () => {
    for (const who of [reader, loner]) {
      for (const limit of [1, 10, 100]) {
        for (const page of [1, 2, 50]) {
          expect(await statements(`/feed?limit=${limit}&page=${page}`, who), `${limit}, page ${page}`).to.be.within(2, 3);
        }
        const { body } = await posts.get(`/feed?limit=${limit}`, who).expect(200);
        if (body.meta.nextCursor) {
          expect(await statements(`/feed?limit=${limit}&cursor=${body.meta.nextCursor}`, who)).to.be.within(2, 3);
        }
      }
    }
  });

  it('newer-count: 2', async () => {
    expect(await statements(`/feed/newer-count?since=${from(0).toISOString()}`, reader)).to.equal(2);
    expect(await statements(`/feed/newer-count?since=${new Date().toISOString()}`, loner)).to.equal(2);
  });

  it('trending: at most 3 for members and 2 for guests', async () => {
    for (const limit of [1, 10, 100]) {
      for (const page of [1, 2, 50]) {
        expect(await statements(`/trending?limit=${limit}&page=${page}`, reader)).to.be.within(2, 3);
        expect(await statements(`/trending?limit=${limit}&page=${page}`)).to.be.within(1, 2);
      }
    }
    expect(await statements('/hashtags/trending')).to.equal(1);
  });
});
