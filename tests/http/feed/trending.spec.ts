import { expect } from 'chai';
import { RefreshTrending } from '../../../src/core/feed/index.js';
import { Clock } from '../../../src/core/kernel/index.js';
import { FeedTables } from '../../adapters/postgres/feed-tables.js';
import { buildTestApp, type TestApp } from '../../support/build-test-app.js';
import { FakeClock } from '../../support/fake-clock.js';
import { createPerson, type Person } from '../../support/people.js';
import { ban } from '../profiles/people-api.js';
import { type PostBody, PostsApi } from '../posts/posts-api.js';

interface Listed {
  readonly ids: string[];
  readonly total: number;
  readonly cursor: string | null;
}

describe('GET /posts/trending', function () {
  this.timeout(60_000);
  let app: TestApp;
  let posts: PostsApi;
  let tables: FeedTables;
  let clock: FakeClock;
  let viewer: Person;
  let authors: Person[];
  /** Of each author one, the most liked first. */
  let ranked: string[];
  beforeEach(async () => {
    clock = new FakeClock(new Date(Math.floor(Date.now() / 1000) * 1000));
    app = await buildTestApp((container) => container.rebind(Clock).toConstantValue(clock));
    posts = new PostsApi(app);
    tables = new FeedTables(() => app.knex);
    viewer = await createPerson(app);
    authors = await Promise.all(Array.from({ length: 6 }, () => createPerson(app)));
    const fans = await Promise.all(Array.from({ length: 6 }, () => createPerson(app)));
    ranked = [];
    for (const [i, author] of authors.entries()) {
      const { id } = await posts.write(author, `post ${i}`);
      for (const fan of fans.slice(i)) await posts.send('put', `/${id}/like`, fan).expect(200);
      ranked.push(id);
    }
  });
  afterEach(() => app.close());

  const refresh = (): Promise<void> => app.container.get(RefreshTrending).run();
  const read = async (query = '', who?: Person): Promise<Listed> => {
    const { body } = await posts.get(`/trending${query}`, who).expect(200);
    return { ids: (body.data as PostBody[]).map(({ id }) => id), total: body.meta.total, cursor: body.meta.nextCursor };
  };
  const all = (ids: readonly string[]): Listed => ({ ids: [...ids], total: ids.length, cursor: null });

  it('is empty before there is a ranking, and ranks what people like, for guests and members alike', async () => {
    for (const who of [undefined, viewer]) expect(await read('', who)).to.deep.equal(all([]));
    await refresh();
    for (const who of [undefined, viewer]) expect(await read('', who)).to.deep.equal(all(ranked));
    const { body, headers } = await posts.get('/trending?page=2&limit=4').expect(200);
    expect((body.data as PostBody[]).map(({ id }) => id)).to.deep.equal(ranked.slice(4));
    expect(body.meta).to.deep.equal({ page: 2, limit: 4, total: 6, totalPages: 2, nextCursor: null });
    const trendingUrl = 'http://api.test/api/v1/posts/trending';
    expect(headers['link']).to.contain(`<${trendingUrl}?page=1&limit=4>; rel="prev"`).and.not.contain('rel="next"');
    expect(await read('?page=9&limit=4')).to.deep.equal({ ids: [], total: 6, cursor: null });
    expect(await posts.allIds('/trending', viewer, 1)).to.deep.equal(ranked);
  });

  it('shows the viewer what he likes and whom he follows', async () => {
    await posts.send('put', `/${ranked[0]}/like`, viewer).expect(200);
    await posts.follow(viewer, authors[0] as Person).expect(200);
    await refresh();
    const { body } = await posts.get('/trending?limit=1', viewer).expect(200);
    expect(body.data[0]).to.deep.include({ id: ranked[0], isLiked: true, likeCount: 7 });
    expect(body.data[0].author).to.include({ isFollowing: true });
  });

  it('leaves out whoever stands in a block with the viewer, fills up, and counts so; at once', async () => {
    await refresh();
    await posts.block(viewer, authors[0] as Person).expect(200);
    await posts.block(authors[2] as Person, viewer).expect(200);
    const seen = ranked.filter((_, i) => i !== 0 && i !== 2);
    expect(await read('', viewer)).to.deep.equal(all(seen));
    expect((await read('?limit=3', viewer)).ids).to.deep.equal(seen.slice(0, 3));
    expect(await posts.allIds('/trending', viewer, 1)).to.deep.equal(seen);
    expect(await read()).to.deep.equal(all(ranked));
    await posts.unblock(viewer, authors[0] as Person).expect(200);
    expect((await read('', viewer)).ids[0]).to.equal(ranked[0]);
  });

  it('loses at once what was deleted or hidden, for its author too, and whoever was banned', async () => {
    await refresh();
    await posts.send('delete', `/${ranked[0]}`, authors[0]).expect(200);
    await posts.send('patch', `/${ranked[1]}`, authors[1]).send({ visibility: 'PRIVATE' }).expect(200);
    await posts.send('patch', `/${ranked[2]}`, authors[2]).send({ visibility: 'FOLLOWERS' }).expect(200);
    for (const who of [undefined, viewer, authors[1], authors[2]])
      expect(await read('', who)).to.deep.equal(all(ranked.slice(3)));
    await ban(app, authors[3] as Person);
    expect(await read()).to.deep.equal(all(ranked.slice(4)));
    await posts.send('patch', `/${ranked[1]}`, authors[1]).send({ visibility: 'PUBLIC' }).expect(200);
    expect(await read(), 'comes back with the next ranking').to.deep.equal(all(ranked.slice(4)));
    clock.advance(300_000);
    await refresh();
    expect(await read()).to.deep.equal(all([ranked[1], ...ranked.slice(4)] as string[]));
  });

  it('by cursor stays in one ranking while others are made, and goes on past what was deleted meanwhile', async () => {
    await refresh();
    let { ids, cursor } = await read('?limit=2', viewer);
    const met = [...ids];
    while (cursor) {
      // The least liked becomes the best, so that the order turns round.
      clock.advance(300_000);
      const fans = await Promise.all(Array.from({ length: 9 }, () => createPerson(app)));
      for (const fan of fans) await tables.like(fan.id, ranked[5] ?? '');
      await refresh();
      await posts.send('delete', `/${ids.at(-1)}`, authors[ranked.indexOf(ids.at(-1) ?? '')]).expect(200);
      ({ ids, cursor } = await read(`?limit=2&cursor=${cursor}`, viewer));
      met.push(...ids);
    }
    expect(met).to.deep.equal(ranked);
    expect((await read()).ids[0]).to.equal(ranked[5]);
  });

  it('ends a walk that took longer than rankings are kept', async () => {
    await refresh();
    const { cursor } = await read('?limit=2');
    clock.advance(29 * 60_000);
    await refresh();
    expect((await read(`?limit=2&cursor=${cursor}`)).ids).to.deep.equal(ranked.slice(2, 4));
    clock.advance(2 * 60_000);
    await refresh();
    expect(await read(`?limit=2&cursor=${cursor}`)).to.deep.equal({ ids: [], total: 0, cursor: null });
    expect(await read()).to.deep.equal(all(ranked));
  });

  it('never shows more than two posts of one author, and no plain repost', async () => {
    const [loud] = authors as [Person];
    const { body } = await posts.send('post', `/${ranked[1]}/repost`, loud).expect(200);
    const more: string[] = [];
    for (let i = 0; i < 4; i += 1) more.push((await posts.write(loud, `more ${i}`)).id);
    for (const id of [...more, body.data.id as string]) {
      for (const fan of [viewer, ...authors.slice(1)]) await posts.send('put', `/${id}/like`, fan).expect(200);
    }
    await refresh();
    const { ids } = await read('?limit=100');
    expect(ids.filter((id) => id === ranked[0] || more.includes(id))).to.have.length(2);
    expect(ids).to.not.include(body.data.id);
  });

  it('takes no cursor of another list', async () => {
    await refresh();
    const { cursor } = await read('?limit=2');
    for (const [path, bad] of [
      ['/feed', cursor],
      [`/user/${authors[0]?.id}`, cursor],
      ['/trending', `${cursor?.slice(0, -2)}AA`],
    ] as const) {
      const answer = await posts.get(`${path}?cursor=${bad}`, viewer).expect(400);
      expect(answer.body.error.code, path).to.equal('MALFORMED_CURSOR');
    }
  });
});
