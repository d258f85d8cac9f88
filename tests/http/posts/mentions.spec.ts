import { expect } from 'chai';
import { buildTestApp, type TestApp } from '../../support/build-test-app.js';
import { createPerson, type Person } from '../../support/people.js';
import { ban, recorded } from '../profiles/people-api.js';
import { type PostBody, PostsApi } from './posts-api.js';

describe('people named in a post', function () {
  this.timeout(60_000);
  let app: TestApp;
  let posts: PostsApi;
  let nino: Person;
  let luka: Person;
  let gio: Person;
  before(async () => {
    app = await buildTestApp();
    posts = new PostsApi(app);
  });
  beforeEach(async () => {
    await app.knex('outbox_events').del();
    [nino, luka, gio] = [await createPerson(app), await createPerson(app), await createPerson(app)];
  });
  after(() => app.close());

  const named = (post: PostBody): string[] => post.mentions.map(({ id }) => id);
  const told = async (name: 'posts.post-created' | 'posts.post-changed'): Promise<unknown> =>
    (await recorded(app.knex, name)).at(-1)?.['mentionedIds'];
  const calls = (...people: Person[]): string => people.map(({ username }) => `@${username}`).join(' ');

  it('who are here are listed and told, in any letter case and with a Georgian ending', async () => {
    const post = await posts.write(nino, `@${luka.username.toUpperCase()}ს და @${gio.username}, @nobody_at_all`);
    expect(named(post)).to.have.members([luka.id, gio.id]);
    expect(post.mentions).to.deep.include({ id: luka.id, username: luka.username });
    expect(await told('posts.post-created')).to.have.members([luka.id, gio.id]);
    expect((await posts.read(post.id)).mentions).to.deep.equal(post.mentions);
  });

  it('are not the author himself, the banned, the unverified, and whoever stands in a block with him', async () => {
    const [banned, unverified, blocked, blocker] = [
      await createPerson(app),
      await createPerson(app, { verified: false }),
      await createPerson(app),
      await createPerson(app),
    ];
    await ban(app, banned);
    await posts.block(nino, blocked).expect(200);
    await posts.block(blocker, nino).expect(200);
    const post = await posts.write(nino, calls(nino, banned, unverified, blocked, blocker, luka));
    expect(named(post)).to.deep.equal([luka.id]);
    expect(await told('posts.post-created')).to.deep.equal([luka.id]);
  });

  it('are only those who get to see the post, also after its visibility was changed', async () => {
    await posts.follow(luka, nino).expect(200);
    for (const [visibility, expected] of [
      ['FOLLOWERS', [luka.id]],
      ['PRIVATE', []],
      ['PUBLIC', [luka.id, gio.id]],
    ] as const) {
      expect(named(await posts.write(nino, calls(luka, gio), { visibility }))).to.have.members(expected);
      expect(await told('posts.post-created')).to.have.members(expected);
    }
    const post = await posts.write(nino, calls(luka, gio));
    for (const [visibility, expected] of [
      ['FOLLOWERS', [luka.id]],
      ['PRIVATE', []],
      ['PUBLIC', [luka.id, gio.id]],
    ] as const) {
      const { body } = await posts.send('patch', `/${post.id}`, nino).send({ visibility }).expect(200);
      expect(named(body.data as PostBody), visibility).to.have.members(expected);
      expect(await told('posts.post-changed')).to.have.members(expected);
    }
  });

  it('follow the text when it is changed', async () => {
    const post = await posts.write(nino, calls(luka));
    const { body } = await posts
      .send('patch', `/${post.id}`, nino)
      .send({ content: calls(gio) })
      .expect(200);
    expect(named(body.data as PostBody)).to.deep.equal([gio.id]);
    expect(await told('posts.post-changed')).to.deep.equal([gio.id]);
    await posts.send('patch', `/${post.id}`, nino).send({ content: 'nobody' }).expect(200);
    expect((await posts.read(post.id)).mentions).to.deep.equal([]);
  });

  it('bear the username they have now', async () => {
    const post = await posts.write(nino, calls(luka));
    const name = `renamed_${process.pid}`;
    await app.http.patch('/api/v1/users/me').set('authorization', luka.authorization).send({ username: name }).expect(200);
    expect((await posts.read(post.id)).mentions).to.deep.equal([{ id: luka.id, username: name }]);
  });

  it('are at most 20', async () => {
    const people = await Promise.all(Array.from({ length: 21 }, () => createPerson(app)));
    const post = await posts.write(nino, calls(...people));
    expect(named(post)).to.have.members(people.slice(0, 20).map(({ id }) => id));
  });
});
