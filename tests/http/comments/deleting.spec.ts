import { expect } from 'chai';
import { buildTestApp, type TestApp } from '../../support/build-test-app.js';
import { createPerson, type Person } from '../../support/people.js';
import { insertPost } from '../../support/posts.js';
import { codeOf, commentCount, CommentsApi, expectExactCounters, idsOf } from './comments-api.js';

describe('DELETE /posts/comments/:id', () => {
  let app: TestApp;
  let comments: CommentsApi;
  let author: Person;
  let nino: Person;
  let gio: Person;
  let post: string;
  before(async () => {
    app = await buildTestApp();
    comments = new CommentsApi(app);
    [author, nino, gio] = [await createPerson(app), await createPerson(app), await createPerson(app)];
  });
  after(() => app.close());
  beforeEach(async () => {
    post = await insertPost(app, author);
  });
  afterEach(() => expectExactCounters(app.knex));

  const remove = (id: string, who: Person): PromiseLike<unknown> => comments.remove(id, who).expect(200);
  const gone = async (...ids: string[]): Promise<void> => {
    for (const id of ids) {
      for (const path of [`/comments/${id}`, `/comments/${id}/replies`]) {
        expect(await codeOf(comments.send('get', path, author))).to.equal('404 COMMENT_NOT_FOUND');
      }
    }
  };

  it('without replies it vanishes, and the count of the post falls', async () => {
    const [first, second] = [await comments.add(post, nino), await comments.add(post, gio)];
    const { body } = await comments.remove(first.id, nino).expect(200);
    expect(body.data).to.equal(null);
    const list = await comments.list(post);
    expect(idsOf(list)).to.deep.equal([second.id]);
    expect(list.meta.total).to.equal(1);
    expect(await commentCount(app.knex, post)).to.equal(1);
    await gone(first.id);
  });

  it('with live replies it stays as an empty place, until the last of them is deleted', async () => {
    const root = await comments.add(post, nino, 'to be forgotten');
    const reply = await comments.add(post, gio, 'reply', root.id);
    await comments.like('put', root.id, gio).expect(200);
    await remove(root.id, nino);
    const { content, isDeleted, deletedBy, likeCount, isLiked, repliesCount, author: writer } = await comments.one(root.id, gio);
    expect({ content, isDeleted, deletedBy, likeCount, isLiked, repliesCount }).to.deep.equal({
      content: '',
      isDeleted: true,
      deletedBy: 'AUTHOR',
      likeCount: 0,
      isLiked: false,
      repliesCount: 1,
    });
    expect(writer.id).to.equal(nino.id);
    const list = await comments.list(post, gio);
    expect(list.meta.total).to.equal(1);
    expect(list.data[0]).to.deep.include({ id: root.id, content: '', isDeleted: true });
    expect(idsOf({ data: list.data[0]?.replies ?? [] })).to.deep.equal([reply.id]);
    expect(JSON.stringify(list)).to.not.contain('forgotten');
    expect(await commentCount(app.knex, post)).to.equal(1);

    await remove(reply.id, gio);
    expect((await comments.list(post)).meta.total).to.equal(0);
    expect(await commentCount(app.knex, post)).to.equal(0);
    await gone(root.id, reply.id);
  });

  it('leaves empty places all the way up to what is live, and they vanish together', async () => {
    const root = await comments.add(post, nino, 'root');
    const reply = await comments.add(post, gio, 'secret reply', root.id);
    const middle = await comments.add(post, nino, 'secret middle', reply.id);
    const leaf = await comments.add(post, gio, 'leaf', middle.id);
    await remove(reply.id, gio);
    await remove(middle.id, nino);
    const below = await comments.replies(root.id);
    expect(idsOf(below)).to.deep.equal([reply.id, middle.id, leaf.id]);
    expect(below.meta.total).to.equal(3);
    expect(below.data.map(({ isDeleted }) => isDeleted)).to.deep.equal([true, true, false]);
    expect(below.data.map(({ repliesCount }) => repliesCount)).to.deep.equal([0, 1, 0]);
    const [listed] = (await comments.list(post)).data;
    expect(idsOf({ data: listed?.replies ?? [] })).to.deep.equal([reply.id, middle.id, leaf.id]);
    expect(JSON.stringify([below, listed])).to.not.contain('secret');
    expect(idsOf(await comments.replies(reply.id))).to.deep.equal([middle.id]);
    expect((await comments.one(root.id)).repliesCount).to.equal(1);

    await remove(leaf.id, gio);
    await gone(reply.id, middle.id, leaf.id);
    expect((await comments.replies(root.id)).meta.total).to.equal(0);
    expect(await comments.one(root.id)).to.include({ isDeleted: false, repliesCount: 0 });
    await remove(root.id, nino);
    await gone(root.id);
  });

  it('counts a reply to a reply with the root and with its parent, a reply to the root once', async () => {
    const root = await comments.add(post, nino);
    const reply = await comments.add(post, gio, 'reply', root.id);
    const leaf = await comments.add(post, gio, 'leaf', reply.id);
    const counts = async (): Promise<number[]> =>
      Promise.all([root, reply].map(async ({ id }) => (await comments.one(id)).repliesCount));
    expect(await counts()).to.deep.equal([2, 1]);
    await remove(reply.id, gio);
    expect(await counts()).to.deep.equal([1, 1]);
    await remove(leaf.id, gio);
    expect((await comments.one(root.id)).repliesCount).to.equal(0);
  });

  it('is 404 the second time, for an empty place too; nobody answers, likes or changes one', async () => {
    const root = await comments.add(post, nino);
    await comments.add(post, gio, 'reply', root.id);
    const alone = await comments.add(post, nino);
    for (const { id } of [root, alone]) {
      await remove(id, nino);
      expect(await codeOf(comments.remove(id, nino))).to.equal('404 COMMENT_NOT_FOUND');
      expect(await codeOf(comments.remove(id, gio))).to.equal('404 COMMENT_NOT_FOUND');
      expect(await codeOf(comments.post(post, gio, 'x', id))).to.equal('404 COMMENT_NOT_FOUND');
      expect(await codeOf(comments.change(id, nino, 'x'))).to.equal('404 COMMENT_NOT_FOUND');
      for (const method of ['post', 'put', 'delete'] as const) {
        expect(await codeOf(comments.like(method, id, gio))).to.equal('404 COMMENT_NOT_FOUND');
      }
    }
    expect(await commentCount(app.knex, post)).to.equal(1);
  });

  it('tells when a moderator did it', async () => {
    const root = await comments.add(post, nino);
    await comments.add(post, gio, 'reply', root.id);
    await remove(root.id, nino);
    await app.knex('comments').where({ id: root.id }).update({ deleted_by: 'MODERATOR' });
    expect(await comments.one(root.id)).to.include({ isDeleted: true, deletedBy: 'MODERATOR' });
  });

  it('a conversation goes on under an empty place', async () => {
    const root = await comments.add(post, nino);
    const reply = await comments.add(post, gio, 'reply', root.id);
    await remove(root.id, nino);
    const later = await comments.add(post, nino, 'later', reply.id);
    expect(idsOf(await comments.replies(root.id))).to.deep.equal([reply.id, later.id]);
  });
});
