import { expect } from 'chai';
import { buildTestApp, type TestApp } from '../../support/build-test-app.js';
import { createPerson, type Person } from '../../support/people.js';
import { ban, recorded } from '../profiles/people-api.js';
import { PostsApi } from './posts-api.js';
import { wrongCounts } from './recount.js';

const many = 50;

describe('liking and saving', function () {
  this.timeout(120_000);
  let app: TestApp;
  let posts: PostsApi;
  let nino: Person;
  let fan: Person;
  before(async () => {
    app = await buildTestApp();
    posts = new PostsApi(app);
  });
  beforeEach(async () => {
    await app.knex('outbox_events').del();
    [nino, fan] = [await createPerson(app), await createPerson(app)];
  });
  afterEach(async () => expect(await wrongCounts(app)).to.deep.equal([]));
  after(() => app.close());

  const act = async (method: 'post' | 'put' | 'delete', id: string, what: 'like' | 'save', who = fan): Promise<unknown> =>
    (await posts.send(method, `/${id}/${what}`, who).expect(200)).body.data as unknown;
  const likes = (): Promise<unknown[]> => recorded(app.knex, 'posts.post-liked');
  const liked = (isLiked: boolean, likesCount: number): unknown => ({ isLiked, likesCount });

  it('POST toggles a like, each person his own', async () => {
    const { id } = await posts.write(nino, 'text');
    expect(await act('post', id, 'like')).to.deep.equal(liked(true, 1));
    expect(await act('post', id, 'like', nino)).to.deep.equal(liked(true, 2));
    expect(await posts.read(id, fan)).to.include({ isLiked: true, likeCount: 2 });
    expect(await act('post', id, 'like')).to.deep.equal(liked(false, 1));
    expect(await posts.read(id, fan)).to.include({ isLiked: false, likeCount: 1 });
    expect(await posts.read(id)).to.include({ isLiked: false, likeCount: 1 });
  });

  it('PUT and DELETE of a like can be repeated; each real like is told once', async () => {
    const { id } = await posts.write(nino, 'text');
    for (let i = 0; i < 3; i += 1) expect(await act('put', id, 'like')).to.deep.equal(liked(true, 1));
    for (let i = 0; i < 3; i += 1) expect(await act('delete', id, 'like')).to.deep.equal(liked(false, 0));
    const like = { postId: id, authorId: nino.id, likerId: fan.id };
    expect(await likes()).to.deep.equal([like]);
    await act('post', id, 'like');
    await act('post', id, 'like');
    expect(await likes()).to.deep.equal([like, like]);
  });

  it('a save toggles with POST, is put and deleted, and nobody else is told', async () => {
    const { id } = await posts.write(nino, 'text');
    for (const [method, saved] of [
      ...[
        ['post', true],
        ['post', false],
        ['put', true],
        ['put', true],
        ['delete', false],
        ['delete', false],
        ['put', true],
      ],
    ] as ['post' | 'put' | 'delete', boolean][]) {
      expect(await act(method, id, 'save')).to.deep.equal({ saved });
      expect((await posts.read(id, fan)).isSaved).to.equal(saved);
    }
    for (const who of [undefined, nino]) expect(await posts.read(id, who)).to.include({ isSaved: false, likeCount: 0 });
    expect(await posts.ids('/saved', fan)).to.deep.equal([id]);
    expect(await posts.ids('/saved', nino)).to.deep.equal([]);
    expect((await recorded(app.knex, 'posts.post-created')).length).to.equal(1);
    await app.settle();
    expect(await app.knex('notifications')).to.deep.equal([]);
  });

  it('lists of what one likes and saved go by the time of the reaction', async () => {
    const written = [await posts.write(nino, '1'), await posts.write(nino, '2'), await posts.write(nino, '3')];
    const [a, b, c] = written.map(({ id }) => id) as [string, string, string];
    for (const id of [b, c, a]) {
      await act('put', id, 'like');
      await act('put', id, 'save');
    }
    await act('put', b, 'like');
    for (const who of [undefined, fan, nino]) expect(await posts.ids(`/liked/${fan.id}`, who)).to.deep.equal([a, c, b]);
    expect(await posts.ids('/saved', fan)).to.deep.equal([a, c, b]);
    await act('post', b, 'like');
    await act('post', b, 'like');
    expect(await posts.ids(`/liked/${fan.id}`)).to.deep.equal([b, a, c]);
    expect(await posts.allIds('/saved', fan, 1)).to.deep.equal([a, c, b]);
    await posts.send('patch', `/${a}`, nino).send({ visibility: 'PRIVATE' }).expect(200);
    for (const path of [`/liked/${fan.id}`, '/saved']) {
      const { body } = await posts.get(path, fan).expect(200);
      expect((body.data as { id: string }[]).map(({ id }) => id)).to.have.members([b, c]);
      expect(body.meta.total).to.equal(2);
    }
  });

  it('a post that one does not get to see is not there', async () => {
    const banned = await createPerson(app);
    const hidden = [
      await posts.write(nino, 'x', { visibility: 'PRIVATE' }),
      await posts.write(nino, 'x', { visibility: 'FOLLOWERS' }),
      await posts.write(banned, 'x'),
    ].map(({ id }) => id);
    await ban(app, banned);
    const blocker = await createPerson(app);
    hidden.push((await posts.write(blocker, 'x')).id, nino.id);
    await posts.block(blocker, fan).expect(200);
    for (const id of hidden) {
      for (const what of ['like', 'save']) {
        for (const method of ['post', 'put', 'delete'] as const) {
          const { body } = await posts.send(method, `/${id}/${what}`, fan).expect(404);
          expect(body.error.code).to.equal('POST_NOT_FOUND');
          await posts.send(method, `/${id}/${what}`).expect(401);
        }
      }
    }
    expect(await likes()).to.deep.equal([]);
    expect(await app.knex('post_likes').whereIn('post_id', hidden)).to.deep.equal([]);
  });

  it('a post that is made private keeps its likes, which are there again with it', async () => {
    const { id } = await posts.write(nino, 'text');
    await act('put', id, 'like');
    await posts.send('patch', `/${id}`, nino).send({ visibility: 'PRIVATE' }).expect(200);
    expect(await posts.ids(`/liked/${fan.id}`)).to.deep.equal([]);
    await posts.send('delete', `/${id}/like`, fan).expect(404);
    await posts.send('patch', `/${id}`, nino).send({ visibility: 'PUBLIC' }).expect(200);
    expect(await posts.read(id, fan)).to.include({ isLiked: true, likeCount: 1 });
  });

  describe('at once', () => {
    const all = async (calls: PromiseLike<{ status: number; body: { data: { likesCount: number } } }>[]): Promise<number[]> => {
      const answers = await Promise.all(calls);
      expect(answers.map(({ status }) => status)).to.deep.equal(answers.map(() => 200));
      return answers.map(({ body }) => body.data.likesCount).sort((a, b) => a - b);
    };

    it('50 people like one post: 50 likes', async () => {
      const people = await Promise.all(Array.from({ length: many }, () => createPerson(app)));
      const { id } = await posts.write(nino, 'text');
      const counts = await all(people.map((who, i) => posts.send(i % 2 === 0 ? 'put' : 'post', `/${id}/like`, who)));
      expect(counts).to.deep.equal(people.map((_, i) => i + 1));
      expect((await posts.read(id)).likeCount).to.equal(many);
      expect(await likes()).to.have.length(many);
      await all(people.map((who, i) => posts.send(i % 2 === 0 ? 'delete' : 'post', `/${id}/like`, who)));
      expect((await posts.read(id)).likeCount).to.equal(0);
    });

    it('one person likes 50 times: one like, one event, the same answer', async () => {
      const { id } = await posts.write(nino, 'text');
      const put = Array.from({ length: many }, () => posts.send('put', `/${id}/like`, fan));
      expect(await all(put)).to.deep.equal(put.map(() => 1));
      expect(await likes()).to.have.length(1);
      const saves = await Promise.all(Array.from({ length: many }, () => posts.send('put', `/${id}/save`, fan)));
      expect(saves.filter(({ status }) => status !== 200)).to.deep.equal([]);
      expect((await posts.get('/saved', fan)).body.meta.total).to.equal(1);
    });

    it('one person toggles 50 times: no like, 25 came and went', async () => {
      const { id } = await posts.write(nino, 'text');
      const counts = await all(Array.from({ length: many }, () => posts.send('post', `/${id}/like`, fan)));
      expect(counts).to.deep.equal([...Array.from({ length: many / 2 }, () => 0), ...Array.from({ length: many / 2 }, () => 1)]);
      expect(await posts.read(id, fan)).to.include({ isLiked: false, likeCount: 0 });
      expect(await likes()).to.have.length(many / 2);
    });
  });
});
