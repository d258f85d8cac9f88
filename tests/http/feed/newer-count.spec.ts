import { expect } from 'chai';
import { FeedTables } from '../../adapters/postgres/feed-tables.js';
import { Clock } from '../../../src/core/kernel/index.js';
import { buildTestApp, type TestApp } from '../../support/build-test-app.js';
import { FakeClock } from '../../support/fake-clock.js';
import { createPerson, type Person } from '../../support/people.js';
import { type PostBody, PostsApi } from '../posts/posts-api.js';

describe('GET /posts/feed/newer-count', function () {
  this.timeout(60_000);
  let app: TestApp;
  let posts: PostsApi;
  let reader: Person;
  let friend: Person;
  const clock = new FakeClock(new Date(Math.floor(Date.now() / 1000) * 1000));
  before(async () => {
    app = await buildTestApp((container) => container.rebind(Clock).toConstantValue(clock));
    posts = new PostsApi(app);
  });
  after(() => app.close());
  beforeEach(async () => {
    [reader, friend] = [await createPerson(app), await createPerson(app)];
    await posts.follow(reader, friend).expect(200);
  });

  const count = async (since: string, sinceId?: string): Promise<number> => {
    const id = sinceId === undefined ? '' : `&sinceId=${sinceId}`;
    const { body } = await posts.get(`/feed/newer-count?since=${encodeURIComponent(since)}${id}`, reader).expect(200);
    return body.data.count as number;
  };
  const later = async (who: Person, content = 'hello', more = {}): Promise<PostBody> => {
    clock.advance(1000);
    return posts.write(who, content, more);
  };

  it('is 0 at the top and counts what others posted since, not one’s own and not what is hidden', async () => {
    const top = await later(friend);
    expect(await count(top.createdAt, top.id)).to.equal(0);
    await later(reader);
    await later(friend, 'hidden', { visibility: 'PRIVATE' });
    expect(await count(top.createdAt, top.id)).to.equal(0);
    const second = await later(friend);
    await later(friend, 'for followers', { visibility: 'FOLLOWERS' });
    expect(await count(top.createdAt, top.id)).to.equal(2);
    expect(await count(second.createdAt, second.id)).to.equal(1);
    await posts.send('delete', `/${second.id}`, friend).expect(200);
    expect(await count(top.createdAt, top.id)).to.equal(1);
    await posts.block(friend, reader).expect(200);
    expect(await count(top.createdAt, top.id)).to.equal(0);
  });

  it('tells posts of one moment apart by id; without one it counts later moments alone', async () => {
    clock.advance(1000);
    const same = [];
    for (let i = 0; i < 4; i += 1) same.push(await posts.write(friend, 'hello'));
    const listed = await posts.ids('/feed', reader);
    expect([...listed].sort()).to.deep.equal(same.map(({ id }) => id).sort());
    const at = same[0]?.createdAt ?? '';
    expect(new Set(same.map(({ createdAt }) => createdAt)).size).to.equal(1);
    for (const [above, id] of listed.entries()) expect(await count(at, id)).to.equal(above);
    expect(await count(at)).to.equal(0);
    expect(await count(new Date(new Date(at).getTime() - 1).toISOString())).to.equal(4);
  });

  it('stops at 100', async () => {
    const tables = new FeedTables(() => app.knex);
    const at = new Date(clock.now().getTime() - 1000);
    await tables.posts(Array.from({ length: 150 }, () => ({ authorId: friend.id, at })));
    const before = new Date(at.getTime() - 1).toISOString();
    expect(await count(before)).to.equal(100);
    expect(await count('1970-01-01')).to.equal(100);
  });

  it('takes any time of the years 1 to 9999, in any zone', async () => {
    const post = await later(friend);
    const tbilisi = `${new Date(new Date(post.createdAt).getTime() + 4 * 3_600_000).toISOString().slice(0, -1)}+04:00`;
    expect(await count(tbilisi, post.id)).to.equal(0);
    for (const since of ['0001-01-01', '1969-12-31T23:59:59.999Z', '2026-03-02']) expect(await count(since), since).to.equal(1);
    expect(await count('9999-12-31T23:59:59.999Z')).to.equal(0);
  });

  it('refuses what is no time, what is no id, and anything else', async () => {
    const bad = [
      '',
      'since=',
      'since=yesterday',
      'since=2026-13-01',
      'since=0000-01-01',
      'since=-000001-01-01T00:00:00Z',
      'since=%2B010000-01-01T00:00:00Z',
      'since=%2B275760-09-13T00:00:00Z',
      'since=1700000000000',
      'since=2026-03-02&since=2026-03-03',
      'since=2026-03-02&sinceId=nonsense',
      'since=2026-03-02&sinceId=',
      'since=2026-03-02&limit=3',
      'since=infinity',
      'since=%00',
    ];
    for (const query of bad) {
      const { body } = await posts.get(`/feed/newer-count?${query}`, reader).expect(400);
      expect(body.error.code, query).to.equal('VALIDATION_FAILED');
    }
    await posts.get('/feed/newer-count?since=2026-03-02').expect(401);
  });
});
