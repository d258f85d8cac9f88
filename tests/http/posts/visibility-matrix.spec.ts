import { expect } from 'chai';
import { RefreshTrending } from '../../../src/core/feed/index.js';
import { buildTestApp, type TestApp } from '../../support/build-test-app.js';
import type { Person } from '../../support/people.js';
import { type MatrixWorld, matrixWorlds, mayCall, personOf, sees, states, viewers } from './matrix-world.js';
import { reads, writes } from './matrix-endpoints.js';
import { PostsApi } from './posts-api.js';

/** Routes below /posts that show or change no post themselves, or whose own specs ask the same questions. */
const coveredElsewhere = [
  /^get \/posts\/hashtags\/trending$/, // names of tags alone
  /^\w+ \/posts\/comments(\/|$)/,
  /^\w+ \/posts\/:id\/comments$/,
  /^get \/posts\/search$/,
];

describe('who sees which post', function () {
  this.timeout(120_000);
  let app: TestApp;
  let posts: PostsApi;
  let worlds: MatrixWorld[];
  before(async () => {
    app = await buildTestApp();
    posts = new PostsApi(app);
    worlds = await matrixWorlds(app);
  });
  after(() => app.close());

  const worldOf = (state: string): MatrixWorld => worlds.find((world) => world.state === state) as MatrixWorld;

  it('is asked of every route below /posts', () => {
    const { routes } = app.application.http;
    const served = routes.filter(({ path }) => path.startsWith('/posts')).map(({ method, path }) => `${method} ${path}`);
    const declared = new Set([...reads, ...writes].map(({ route }) => route));
    const unknown = served.filter((route) => !declared.has(route) && !coveredElsewhere.some((pattern) => pattern.test(route)));
    expect(unknown, 'declare these in matrix-endpoints.ts').to.deep.equal([]);
    expect(served).to.include.members([...declared]);
  });

  const cells = states
    .flatMap((state) => viewers.map((viewer) => ({ state, viewer })))
    .filter(({ state, viewer }) => mayCall(viewer, state));

  describe('reading', () => {
    for (const { state, viewer } of cells) {
      it(`${state}: ${viewer} ${sees(viewer, state) ? 'sees' : 'does not see'} it`, async () => {
        const world = worldOf(state);
        for (const { route, what, shows, read } of reads) {
          const said = `${route}${what ? `, ${what}` : ''}`;
          const expected = shows(viewer, state);
          expect(await read(posts, world, viewer), said).to.equal(expected);
        }
      });
    }

    it('nothing of it changes with the next ranking', async () => {
      await app.container.get(RefreshTrending).run();
      for (const { state, viewer } of cells) {
        const { shows, read } = reads.find(({ route }) => route === 'get /posts/trending') as (typeof reads)[number];
        expect(await read(posts, worldOf(state), viewer), `${state}, ${viewer}`).to.equal(shows(viewer, state));
      }
    });
  });

  describe('changing', () => {
    /** What the database holds of this viewer and the post: he saved it while everyone could. */
    const tracesOf = async ({ postId }: MatrixWorld, { id }: Person): Promise<Record<string, unknown>> => {
      const mine = { post_id: postId, user_id: id };
      const [likes, saves] = [await app.knex('post_likes').where(mine), await app.knex('post_saves').where(mine)];
      const reposts: unknown[] = await app.knex('posts').where({ repost_of_id: postId, author_id: id });
      const post = await app.knex('posts').where({ id: postId }).first<{ content: string; like_count: number }>();
      return { likes: likes.length, saves: saves.length, reposts: reposts.length, likeCount: post.like_count };
    };

    for (const { state, viewer } of cells) {
      it(`${state}: ${viewer} ${sees(viewer, state) ? 'may do what it allows' : 'finds nothing there'}`, async () => {
        const world = worldOf(state);
        const { likeCount } = await tracesOf(world, world.fan);
        for (const { route, path, body, answers } of writes) {
          const [method] = route.split(' ') as ['post' | 'put' | 'patch' | 'delete'];
          const request = posts.send(method, path(world), personOf(world, viewer));
          const answer = await (body ? request.send(body(world)) : request);
          const [status, code] = answers(viewer, state);
          expect([answer.status, answer.body.error?.code], route).to.deep.equal([status, code]);
        }
        const person = personOf(world, viewer);
        if (!person || sees(viewer, state)) return;
        expect(await tracesOf(world, person)).to.deep.equal({ likes: 0, saves: 1, reposts: 0, likeCount });
      });
    }
  });
});
