import { expect } from 'chai';
import { buildTestApp, type TestApp } from '../../support/build-test-app.js';
import { eventually } from '../../support/eventually.js';
import { createPerson, type Person } from '../../support/people.js';
import { fourCorners, jpegOf } from '../../support/pictures.js';
import { CommentsApi, expectExactCounters } from '../comments/comments-api.js';
import { mediaDirectory, storedKeys } from '../media/stored-files.js';
import { PostsApi } from '../posts/posts-api.js';
import { wrongCounts } from '../posts/recount.js';
import { recorded } from '../profiles/people-api.js';
import { AdminApi } from './admin-api.js';

describe('posts and comments, for staff', function () {
  this.timeout(60_000);
  let app: TestApp;
  let api: AdminApi;
  let posts: PostsApi;
  let comments: CommentsApi;
  let moderator: Person;
  let nino: Person;
  let gio: Person;
  before(async () => {
    app = await buildTestApp();
    [api, posts, comments] = [new AdminApi(app), new PostsApi(app), new CommentsApi(app)];
    moderator = await createPerson(app, { role: 'MODERATOR' });
  });
  beforeEach(async () => {
    [nino, gio] = [await createPerson(app), await createPerson(app)];
  });
  afterEach(async () => {
    await app.settle();
    expect(await wrongCounts(app)).to.deep.equal([]);
    await expectExactCounters(app.knex);
  });
  after(() => app.close());

  describe('GET /admin/posts', () => {
    it('shows what few may see otherwise, as the contract has it', async () => {
      const secret = await posts.write(nino, 'for me alone', { visibility: 'PRIVATE' });
      await api.ban(moderator, nino, 1).expect(200);
      const { body } = await api.get(`/posts?userId=${nino.id}`, moderator).expect(200);
      expect(body.meta).to.deep.include({ page: 1, limit: 20, total: 1, totalPages: 1 });
      const [post] = body.data;
      expect(post).to.deep.include({ id: secret.id, content: 'for me alone', visibility: 'PRIVATE' });
      expect(post.user).to.deep.equal({ id: nino.id, username: nino.username, fullName: post.author.fullName, avatarUrl: null });
      expect(post.author.id).to.equal(nino.id);
      await posts.get(`/${secret.id}`, moderator).expect(404);
    });

    it('goes by page, in the order asked for, and leaves out what is deleted', async () => {
      const ids: string[] = [];
      for (const text of ['one', 'two', 'three', 'four']) ids.push((await posts.write(nino, text)).id);
      const [one, two, three, four] = ids as [string, string, string, string];
      await posts.send('delete', `/${four}`, nino).expect(200);
      await posts.send('patch', `/${one}`, nino).send({ content: 'one, changed' }).expect(200);
      const list = (query: string): Promise<string[]> => api.ids(`/posts?userId=${nino.id}&${query}`, moderator);
      expect(await list('')).to.deep.equal([three, two, one]);
      expect(await list('sortOrder=asc')).to.deep.equal([one, two, three]);
      expect(await list('sortBy=updatedAt')).to.deep.equal([one, three, two]);
      expect([await list('limit=2'), await list('limit=2&page=2'), await list('limit=2&page=3')]).to.deep.equal([
        ...[[three, two], [one], []],
      ]);
    });

    it('finds words in Georgian and Latin letters; an empty box finds everything', async () => {
      const post = await posts.write(nino, 'ვყიდი მოტოციკლს თბილისში');
      await posts.write(nino, 'something else');
      const list = (search: string): Promise<string[]> =>
        api.ids(`/posts?userId=${nino.id}&search=${encodeURIComponent(search)}`, moderator);
      for (const word of ['მოტოციკლს', 'motocikl', 'tbilis']) expect(await list(word), word).to.deep.equal([post.id]);
      expect(await list('nothing of this kind')).to.deep.equal([]);
      expect(await list('')).to.have.length(2);
    });
  });

  describe('GET /admin/comments', () => {
    it('shows all, deleted ones without text, with their posts, in any order; and finds words', async () => {
      const post = await posts.write(gio, 'a ride');
      const first = await comments.add(post.id, nino, 'საკომენტარო სიტყვა');
      const second = await comments.add(post.id, nino, 'to be forgotten');
      await comments.remove(second.id, nino).expect(200);
      const { body } = await api.get(`/comments?userId=${nino.id}`, moderator).expect(200);
      expect(body.data.map(({ id }: { id: string }) => id)).to.deep.equal([second.id, first.id]);
      const [gone, live] = body.data;
      expect(gone).to.deep.include({ content: '', isDeleted: true, deletedBy: 'AUTHOR' });
      expect(live).to.deep.include({ content: 'საკომენტარო სიტყვა', isDeleted: false, post: { id: post.id, content: 'a ride' } });
      expect(live.user).to.deep.include({ id: nino.id, username: nino.username });
      const found = (search: string): Promise<string[]> =>
        api.ids(`/comments?userId=${nino.id}&search=${encodeURIComponent(search)}`, moderator);
      for (const word of ['საკომენტარო', 'sakomentaro', 'sakoment']) expect(await found(word), word).to.deep.equal([first.id]);
      expect(await found('forgotten')).to.deep.equal([]);
      await comments.send('patch', `/comments/${first.id}`, nino).send({ content: 'words of another kind' }).expect(200);
      expect(await found('საკომენტარო')).to.deep.equal([]);
      expect(await found('another')).to.deep.equal([first.id]);
      expect(await api.ids(`/comments?userId=${nino.id}&sortBy=updatedAt&sortOrder=desc`, moderator)).to.deep.equal([
        ...[first.id, second.id],
      ]);
    });
  });

  describe('DELETE /admin/posts/:id', () => {
    it('removes what anybody wrote, with its pictures and plain reposts, from every list, and tells who did it', async () => {
      const post = await posts.writeWith(nino, 'with a picture #gone', [await jpegOf(fourCorners(64, 48))]);
      const { id: repost } = await posts.repost(gio, post.id);
      await app.settle();
      const before = storedKeys(mediaDirectory(app)).length;
      await api.send('delete', `/posts/${post.id}`, moderator).expect(200);
      const told = { actorId: moderator.id, subject: { type: 'post', id: post.id }, reason: null };
      expect(await recorded(app.knex, 'administration.post-removed')).to.deep.include({
        ...told,
        authorId: nino.id,
        decisionId: null,
      });
      for (const id of [post.id, repost]) await posts.get(`/${id}`, nino).expect(404);
      expect(await posts.ids('/hashtag/gone', gio)).to.deep.equal([]);
      await eventually('guests do not see it', async () => (await posts.get(`/${post.id}`)).status === 404);
      await app.settle();
      expect(storedKeys(mediaDirectory(app)).length).to.be.lessThan(before);
      expect((await api.send('delete', `/posts/${post.id}`, moderator).expect(404)).body.error.code).to.equal('POST_NOT_FOUND');
    });

    it('reaches a private one', async () => {
      const { id } = await posts.write(nino, 'mine', { visibility: 'PRIVATE' });
      await api.send('delete', `/posts/${id}`, moderator).expect(200);
      await posts.get(`/${id}`, nino).expect(404);
    });
  });

  describe('DELETE /admin/comments/:id', () => {
    it("leaves an empty place where something stands below, marked as a moderator's doing, and keeps counters", async () => {
      const post = await posts.write(nino, 'a ride', { visibility: 'FOLLOWERS' });
      await posts.follow(gio, nino).expect(200);
      const root = await comments.add(post.id, gio, 'rude');
      const reply = await comments.add(post.id, nino, 'answer', root.id);
      await api.send('delete', `/comments/${root.id}`, moderator).expect(200);
      expect(await comments.one(root.id, nino)).to.deep.include({ content: '', isDeleted: true, deletedBy: 'MODERATOR' });
      expect((await comments.list(post.id, nino)).data[0]?.replies.map(({ id }) => id)).to.deep.equal([reply.id]);
      expect((await posts.read(post.id, nino)).commentCount).to.equal(1);
      const again = await api.send('delete', `/comments/${root.id}`, moderator).expect(404);
      expect(again.body.error.code).to.equal('COMMENT_NOT_FOUND');
      const told = { actorId: moderator.id, subject: { type: 'comment', id: root.id }, reason: null };
      expect(await recorded(app.knex, 'administration.comment-removed')).to.deep.include({
        ...told,
        authorId: gio.id,
        decisionId: null,
      });
    });
  });
});
