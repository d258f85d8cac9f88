import { expect } from 'chai';
import { postsSchemas } from '../../../src/adapters/http/posts/posts.openapi.js';
import { buildTestApp, type TestApp } from '../../support/build-test-app.js';
import { createPerson, type Person } from '../../support/people.js';
import { ban } from '../profiles/people-api.js';
import { type PostBody, PostsApi } from './posts-api.js';

const unknownId = '01939f3c-ffff-7000-8000-000000000000';
const badIds = [
  '1',
  'null',
  'undefined',
  `${unknownId}0`,
  unknownId.slice(1),
  unknownId.replaceAll('-', ''),
  '%00',
  '%27',
  'a%2fb',
  '..%2f',
];

describe('reading posts', function () {
  this.timeout(60_000);
  let app: TestApp;
  let posts: PostsApi;
  let nino: Person;
  let fan: Person;
  let stranger: Person;
  before(async () => {
    app = await buildTestApp();
    posts = new PostsApi(app);
    [nino, fan, stranger] = [await createPerson(app), await createPerson(app), await createPerson(app)];
    await posts.follow(fan, nino).expect(200);
  });
  after(() => app.close());

  it('gives every field of the contract to guests, the author and others', async () => {
    const { id } = await posts.write(nino, 'a ride #moto');
    for (const who of [undefined, nino, fan]) {
      const post = await posts.read(id, who);
      expect(post).to.have.all.keys(Object.keys(postsSchemas.Post.properties));
      expect(post.author).to.include({ id: nino.id, isFollowing: who === fan });
    }
    expect(await posts.read(id.toUpperCase())).to.include({ id });
  });

  it('is 404 for an unknown id, 400 for what is no id, never worse', async () => {
    for (const who of [undefined, nino]) {
      const { body } = await posts.get(`/${unknownId}`, who).expect(404);
      expect(body.error.code).to.equal('POST_NOT_FOUND');
      for (const id of badIds) {
        const answer = await posts.get(`/${id}`, who);
        expect(answer.status, id).to.equal(400);
      }
    }
    for (const id of badIds) {
      for (const [method, path] of [
        ['patch', ''],
        ['delete', ''],
        ['put', '/like'],
        ['post', '/save'],
        ['put', '/repost'],
      ] as const) {
        const answer = await posts.send(method, `/${id}${path}`, nino).send({});
        expect(answer.status, `${method} ${id}${path}`).to.equal(400);
      }
    }
    for (const list of ['user', 'liked']) {
      await posts.get(`/${list}/${unknownId}`).expect(404);
      for (const id of badIds) expect((await posts.get(`/${list}/${id}`)).status, `${list} ${id}`).to.equal(400);
    }
  });

  it('of each visibility to those it is for; to others it is as unknown', async () => {
    const readers: [string, Person | undefined][] = [
      ['guest', undefined],
      ['author', nino],
      ['fan', fan],
      ['stranger', stranger],
    ];
    for (const [visibility, seenBy] of [
      ['PUBLIC', ['guest', 'author', 'fan', 'stranger']],
      ['FOLLOWERS', ['author', 'fan']],
      ['PRIVATE', ['author']],
    ] as const) {
      const { id } = await posts.write(nino, 'for some', { visibility });
      for (const [name, who] of readers) {
        const isSeen = (seenBy as readonly string[]).includes(name);
        const { status, body } = await posts.get(`/${id}`, who);
        expect(status, `${visibility} to ${name}`).to.equal(isSeen ? 200 : 404);
        if (!isSeen) expect(body.error).to.include({ code: 'POST_NOT_FOUND', message: 'There is no such post' });
        expect((await posts.ids(`/user/${nino.id}`, who)).includes(id), `${visibility} listed to ${name}`).to.equal(isSeen);
      }
    }
  });

  it('a block hides both ways and its end shows again; a ban hides from all others while it lasts', async () => {
    const [a, b] = [await createPerson(app), await createPerson(app)];
    const [ofA, ofB] = [await posts.write(a, 'by a #blocks'), await posts.write(b, 'by b #blocks')];
    await posts.block(a, b).expect(200);
    for (const [who, id] of [
      [a, ofB.id],
      [b, ofA.id],
    ] as const) {
      await posts.get(`/${id}`, who).expect(404);
      expect(await posts.ids('/hashtag/blocks', who)).to.have.length(1);
      expect((await posts.get('/hashtag/blocks', who)).body.meta.total).to.equal(1);
    }
    expect(await posts.ids('/hashtag/blocks')).to.deep.equal([ofB.id, ofA.id]);
    await posts.get(`/user/${a.id}`, b).expect(404);
    expect(await posts.ids(`/user/${b.id}`, a)).to.deep.equal([]);
    await posts.unblock(a, b).expect(200);
    await posts.read(ofA.id, b);
    await ban(app, a, new Date(Date.now() + 60_000));
    await posts.get(`/${ofA.id}`, b).expect(404);
    expect(await posts.ids('/hashtag/blocks')).to.deep.equal([ofB.id]);
    await ban(app, a, new Date(Date.now() - 1));
    await posts.read(ofA.id, b);
  });

  it('lists come in pages by number and by cursor, filled up past what is hidden', async () => {
    const author = await createPerson(app);
    const written: PostBody[] = [];
    for (let i = 0; i < 7; i += 1) {
      written.unshift(await posts.write(author, `ride ${i} #pages`));
      await posts.write(author, `hidden ${i} #pages`, { visibility: 'PRIVATE' });
    }
    const expected = written.map(({ id }) => id);
    for (const path of [`/user/${author.id}`, '/hashtag/pages']) {
      expect(await posts.allIds(path)).to.deep.equal(expected);
      const { body } = await posts.get(`${path}?page=2&limit=3`).expect(200);
      expect((body.data as PostBody[]).map(({ id }) => id)).to.deep.equal(expected.slice(3, 6));
      expect(body.meta).to.include({ page: 2, limit: 3, total: 7, totalPages: 3 });
      expect((await posts.get(path).expect(200)).body.meta).to.include({ limit: 10 });
      for (const query of ['limit=101', 'limit=0', 'page=0', 'sort=x']) await posts.get(`${path}?${query}`).expect(400);
    }
    const { body } = await posts.get('/hashtag/pages?limit=2').expect(200);
    const foreign = await posts.get(`/user/${author.id}?cursor=${body.meta.nextCursor}`).expect(400);
    expect(foreign.body.error.code).to.equal('MALFORMED_CURSOR');
  });

  it('a bad token is refused, also where none is needed', async () => {
    const { id } = await posts.write(nino, 'x');
    for (const path of [`/${id}`, '/hashtag/x', `/user/${nino.id}`, `/liked/${nino.id}`])
      await posts.get(path).set('authorization', 'Bearer nonsense').expect(401);
    await posts.get('/saved').expect(401);
  });
});
