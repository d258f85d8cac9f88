import { expect } from 'chai';
import { postsEvents } from '../../../src/core/posts/index.js';
import { buildTestApp, type TestApp } from '../../support/build-test-app.js';
import { createPerson, type Person } from '../../support/people.js';
import { recorded } from '../profiles/people-api.js';
import { PostsApi } from './posts-api.js';

const names = Object.values(postsEvents).filter((name) => name.startsWith('posts.post-'));

describe('events of posts', () => {
  let app: TestApp;
  let posts: PostsApi;
  let nino: Person;
  let luka: Person;
  before(async () => {
    app = await buildTestApp();
    posts = new PostsApi(app);
    [nino, luka] = [await createPerson(app), await createPerson(app)];
  });
  beforeEach(() => app.knex('outbox_events').del());
  after(() => app.close());

  const all = async (): Promise<Record<string, unknown>> => {
    const found: Record<string, unknown> = {};
    for (const name of names) {
      const payloads = await recorded(app.knex, name);
      if (payloads.length > 0) found[name] = payloads;
    }
    return found;
  };

  it('a post, a quote and a repost are told as created, with whom they name and what they pass on', async () => {
    const post = await posts.write(nino, `for @${luka.username}`, { visibility: 'PUBLIC' });
    const own = await posts.write(nino, `for @${luka.username}`, { visibility: 'PRIVATE' });
    const quote = await posts.write(luka, `see @${nino.username}`, { quoteOf: post.id });
    const repost = await posts.repost(luka, post.id);
    await posts.repost(luka, post.id);
    const by = { authorId: luka.id, visibility: 'PUBLIC', repostOfId: post.id };
    expect(await all()).to.deep.equal({
      'posts.post-created': [
        { postId: post.id, authorId: nino.id, visibility: 'PUBLIC', mentionedIds: [luka.id], repostOfId: null },
        { postId: own.id, authorId: nino.id, visibility: 'PRIVATE', mentionedIds: [], repostOfId: null },
        { ...by, postId: quote.id, mentionedIds: [nino.id] },
        { ...by, postId: repost.id, mentionedIds: [] },
      ],
    });
  });

  it('a change, a like and a deletion', async () => {
    const { id } = await posts.write(nino, 'text');
    await app.knex('outbox_events').del();
    await posts
      .send('patch', `/${id}`, nino)
      .send({ content: `now @${luka.username}`, visibility: 'FOLLOWERS' })
      .expect(200);
    await posts.send('patch', `/${id}`, nino).send({ visibility: 'PUBLIC' }).expect(200);
    await posts.send('put', `/${id}/like`, luka).expect(200);
    await posts.send('delete', `/${id}`, nino).expect(200);
    const of = { postId: id, authorId: nino.id };
    expect(await all()).to.deep.equal({
      'posts.post-changed': [
        { ...of, visibility: 'FOLLOWERS', mentionedIds: [] },
        { ...of, visibility: 'PUBLIC', mentionedIds: [luka.id] },
      ],
      'posts.post-liked': [{ ...of, likerId: luka.id }],
      'posts.post-deleted': [{ ...of, repostOfId: null }],
    });
  });

  it('a like and a save, each time they come and go, and never where nothing changed', async () => {
    const { id } = await posts.write(nino, 'text');
    await app.knex('outbox_events').del();
    const act = async (method: 'put' | 'delete' | 'post', what: 'like' | 'save'): Promise<void> => {
      await posts.send(method, `/${id}/${what}`, luka).expect(200);
    };
    for (const what of ['like', 'save'] as const) {
      for (const method of ['delete', 'put', 'put', 'delete', 'delete', 'post', 'post'] as const) await act(method, what);
    }
    const like = { postId: id, authorId: nino.id, likerId: luka.id };
    const save = { postId: id, saverId: luka.id };
    expect(await all()).to.deep.equal({
      'posts.post-liked': [like, like],
      'posts.post-unliked': [like, like],
      'posts.post-saved': [save, save],
      'posts.post-unsaved': [save, save],
    });
  });

  it('taking back a repost tells of the repost alone', async () => {
    const { id } = await posts.write(nino, 'text');
    const repost = await posts.repost(luka, id);
    await app.knex('outbox_events').del();
    for (let i = 0; i < 2; i += 1) await posts.send('delete', `/${id}/repost`, luka).expect(200);
    expect(await all()).to.deep.equal({ 'posts.post-deleted': [{ postId: repost.id, authorId: luka.id, repostOfId: id }] });
  });

  it('what is refused tells nothing', async () => {
    const { id } = await posts.write(nino, 'text');
    await app.knex('outbox_events').del();
    await posts.send('post', '', nino).send({ content: '' }).expect(400);
    await posts.send('patch', `/${id}`, luka).send({ content: 'x' }).expect(403);
    await posts.send('patch', `/${id}`, nino).send({ content: '' }).expect(400);
    await posts.send('delete', `/${id}`, luka).expect(403);
    expect(await app.knex('outbox_events')).to.deep.equal([]);
  });
});
