import { expect } from 'chai';
import { Clock, type Keyset } from '../../../src/core/kernel/index.js';
import { buildTestApp, type TestApp } from '../../support/build-test-app.js';
import { FakeClock } from '../../support/fake-clock.js';
import { createPerson, type Person } from '../../support/people.js';
import { SeededRandom } from '../../support/seeded-random.js';
import { type PostBody, PostsApi } from '../posts/posts-api.js';
import { LivelyCommunity } from './lively-community.js';

const now = new Date(Math.floor(Date.now() / 1000) * 1000);

describe('the feed, read page by page while people write, delete, hide, follow, block and are banned', function () {
  this.timeout(120_000);
  let app: TestApp;
  let posts: PostsApi;
  const clock = new FakeClock(now);
  before(async () => {
    app = await buildTestApp((container) => container.rebind(Clock).toConstantValue(clock));
    posts = new PostsApi(app);
  });
  after(() => app.close());

  interface Read {
    readonly ids: string[];
    readonly total: number;
    readonly cursor: string | null;
  }
  const read = async (who: Person, query: string): Promise<Read> => {
    const { body } = await posts.get(`/feed?${query}`, who).expect(200);
    return { ids: (body.data as PostBody[]).map(({ id }) => id), total: body.meta.total, cursor: body.meta.nextCursor };
  };

  for (let seed = 1; seed <= 8; seed += 1) {
    it(`repeats and loses nothing, and every page is full and exact, seed ${seed}`, async () => {
      const random = new SeededRandom(seed);
      const reader = await createPerson(app);
      const others = await Promise.all(Array.from({ length: 6 }, () => createPerson(app)));
      const community = new LivelyCommunity(app, posts, clock, random, reader, others);
      const { model } = community;
      const feedIds = (): string[] => model.feed(reader.id).map(({ id }) => id);
      await community.begin();
      const limit = 1 + random.below(4);
      let stayed = new Set(feedIds());
      expect(stayed.size, 'there is something to read').to.be.greaterThan(8);

      const met: string[] = [];
      let position: Keyset | undefined;
      let cursor: string | null | undefined;
      while (cursor !== null) {
        const expected = model.page(reader.id, limit + 1, position);
        const found = await read(reader, `limit=${limit}${cursor === undefined ? '' : `&cursor=${cursor}`}`);
        expect(found.ids).to.deep.equal(expected.slice(0, limit));
        expect(found.total).to.equal(model.total(reader.id));
        expect(found.cursor !== null, 'there is a cursor exactly where more follows').to.equal(expected.length > limit);
        met.push(...found.ids);
        position = model.posts.get(found.ids.at(-1) ?? '') ?? position;
        ({ cursor } = found);
        for (let i = 0; i < 3; i += 1) {
          await community.doSomething();
          const there = new Set(feedIds());
          stayed = new Set([...stayed].filter((id) => there.has(id)));
        }
      }
      expect(new Set(met).size, 'nothing twice').to.equal(met.length);
      expect(met, 'what was there all along').to.include.members([...stayed]);

      for (let page = 1; page <= 3; page += 1) {
        const { ids } = await read(reader, `limit=${limit}&page=${page}`);
        expect(ids, `page ${page}`).to.deep.equal(model.page(reader.id, limit, undefined, (page - 1) * limit));
      }
      const since = random.pick([...model.posts.values()]);
      const { body } = await posts
        .get(`/feed/newer-count?since=${since.at.toISOString()}&sinceId=${since.id}`, reader)
        .expect(200);
      expect(body.data.count).to.equal(model.newer(reader.id, since, 100));
    });
  }
});
