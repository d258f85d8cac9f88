import { expect } from 'chai';
import { commentsSchemas } from '../../../src/adapters/http/comments/comments.openapi.js';
import { buildTestApp, type TestApp } from '../../support/build-test-app.js';
import { createPerson, type Person } from '../../support/people.js';
import { insertPost } from '../../support/posts.js';
import { PeopleApi } from '../profiles/people-api.js';
import { codeOf, commentCount, CommentsApi, expectExactCounters, idsOf } from './comments-api.js';

const unknownId = '01939f3c-ffff-7000-8000-000000000000';

describe('comments on a post', () => {
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
    await new PeopleApi(app).follow(gio, nino).expect(200);
  });
  after(() => app.close());
  beforeEach(async () => {
    post = await insertPost(app, author);
  });
  afterEach(() => expectExactCounters(app.knex));

  it('answer the whole Comment when one is added, with the author as the caller sees him', async () => {
    const { body } = await comments.post(post, nino, 'first!').expect(201);
    expect(body.data).to.have.all.keys(Object.keys(commentsSchemas.Comment.properties));
    expect(body.data).to.deep.include({
      content: 'first!',
      postId: post,
      parentId: null,
      likeCount: 0,
      repliesCount: 0,
      isLiked: false,
      isDeleted: false,
      deletedBy: null,
      replies: [],
      updatedAt: body.data.createdAt,
    });
    expect(body.data.author).to.include({ id: nino.id, username: nino.username, avatarUrl: null, isFollowing: false });
    expect(await commentCount(app.knex, post)).to.equal(1);
    expect((await comments.one(body.data.id, gio)).author.isFollowing).to.equal(true);
    expect(await comments.one(body.data.id)).to.deep.equal(body.data);
  });

  it('stand in two levels: everything below a comment on the post is among its replies, and a reply has its own', async () => {
    const root = await comments.add(post, nino, 'root');
    const reply = await comments.add(post, gio, 'reply', root.id);
    const deeper = await comments.add(post, author, 'reply to a reply', reply.id);
    const deepest = await comments.add(post, nino, 'and further down', deeper.id);
    const second = await comments.add(post, gio, 'second reply', root.id);
    const other = await comments.add(post, author, 'another root');
    expect([reply.parentId, deeper.parentId, deepest.parentId]).to.deep.equal([root.id, reply.id, deeper.id]);

    const list = await comments.list(post, gio);
    expect(idsOf(list)).to.deep.equal([other.id, root.id]);
    expect(list.meta).to.include({ page: 1, limit: 20, total: 2 });
    expect(list.data[0]?.replies).to.deep.equal([]);
    expect(idsOf({ data: list.data[1]?.replies ?? [] })).to.deep.equal([reply.id, deeper.id, deepest.id]);
    expect(list.data[1]?.replies[2]).to.deep.equal(await comments.one(deepest.id, gio));
    expect(list.data[1]?.replies[2]?.author).to.include({ id: nino.id, isFollowing: true });

    const below = await comments.replies(root.id, gio);
    expect(idsOf(below)).to.deep.equal([reply.id, deeper.id, deepest.id, second.id]);
    expect(below.meta).to.include({ page: 1, limit: 10, total: 4 });
    expect(below.data.every(({ replies }) => replies.length === 0)).to.equal(true);
    expect(idsOf(await comments.replies(reply.id))).to.deep.equal([deeper.id]);
    expect(idsOf(await comments.replies(deeper.id))).to.deep.equal([deepest.id]);
    expect((await comments.replies(deepest.id)).meta.total).to.equal(0);

    const counts = await Promise.all([root, reply, deeper, deepest].map(async ({ id }) => (await comments.one(id)).repliesCount));
    expect(counts).to.deep.equal([4, 1, 1, 0]);
    expect(await commentCount(app.knex, post)).to.equal(6);
  });

  it('show what the caller likes, also in the preview', async () => {
    const root = await comments.add(post, nino);
    const reply = await comments.add(post, nino, 'reply', root.id);
    for (const { id } of [root, reply]) {
      const { body } = await comments.like('post', id, gio).expect(200);
      expect(body.data).to.deep.equal({ isLiked: true, likesCount: 1 });
    }
    const flags = async (who?: Person): Promise<unknown> => {
      const [first] = (await comments.list(post, who)).data;
      const [below] = first?.replies ?? [];
      return [first?.isLiked, first?.likeCount, below?.isLiked, below?.likeCount];
    };
    expect(await flags(gio)).to.deep.equal([true, 1, true, 1]);
    expect(await flags(nino)).to.deep.equal([false, 1, false, 1]);
    expect(await flags()).to.deep.equal([false, 1, false, 1]);
  });

  it('take a null parentId as none', async () => {
    expect((await comments.post(post, nino, 'x', null).expect(201)).body.data.parentId).to.equal(null);
  });

  it('are not added to an unknown post, nor as an answer to an unknown comment or one of another post', async () => {
    const elsewhere = await comments.add(await insertPost(app, author), nino);
    expect(await codeOf(comments.post(unknownId, nino, 'x'))).to.equal('404 POST_NOT_FOUND');
    for (const parent of [unknownId, elsewhere.id, post]) {
      expect(await codeOf(comments.post(post, nino, 'x', parent))).to.equal('404 COMMENT_NOT_FOUND');
    }
    expect(await commentCount(app.knex, post)).to.equal(0);
  });

  it('come back byte for byte, and changed ones too', async () => {
    const texts = [
      '5 < 7',
      `It's "Tom & Jerry" <3`,
      'დიდი მადლობა, ნახვამდის! ᲗᲑᲘᲚᲘᲡᲘ',
      '🏍️👨‍👩‍👧‍👦🇬🇪 ok 1️⃣',
      "'; drop table comments; --",
      '<y> a <- b &amp; &lt; %00 $x {{y}} \\n ?',
      'line one\n\nline three',
      '{"a":[1,null,"\\u0041"]}',
    ];
    const changing = await comments.add(post, nino);
    for (const text of texts) {
      const root = await comments.add(post, nino, text);
      expect(root.content).to.equal(text);
      await comments.add(post, nino, text, root.id);
      const { body } = await comments.change(changing.id, nino, text).expect(200);
      expect(body.data.content).to.equal(text);
      const [listed] = (await comments.list(post, gio)).data;
      expect([listed?.content, listed?.replies[0]?.content]).to.deep.equal([text, text]);
      expect((await comments.replies(root.id)).data[0]?.content).to.equal(text);
    }
  });

  it('are cleaned as every text is, and measured as their reader counts', async () => {
    expect((await comments.add(post, nino, '  cafe\u0301\r\n\u202eevil\u0007 ')).content).to.equal('café\nevil');
    expect((await comments.add(post, nino, '<script>alert(1)</script>Hi <b>you</b> <3')).content).to.equal('Hi you <3');
    await comments.add(post, nino, '👨‍👩‍👧‍👦'.repeat(2000));
    const { id } = await comments.add(post, nino);
    const bad = ['', '  ', '\u200d\u200b', '\u202e', 'ა'.repeat(2001), 5, null, ['x'], { a: 1 }, undefined, 'a\u0000b', '\ud800'];
    for (const text of bad) {
      for (const call of [comments.post(post, nino, text), comments.change(id, nino, text)]) {
        const { body } = await call.expect(400);
        expect(body.error.code, String(text)).to.equal('VALIDATION_FAILED');
        expect(Object.keys(body.error.details)).to.deep.equal(['content']);
      }
    }
    await comments.send('post', `/${post}/comments`, nino).send({ content: 'x', likeCount: 9 }).expect(400);
    await comments.send('post', `/${post}/comments`, nino).type('text/plain').send('x').expect(415);
  });

  it('take ids that are UUIDs in their one spelling; everything else is 400', async () => {
    const { id } = await comments.add(post, nino);
    const ids = ['x', '1', 'comments', `{${id}}`, id.replaceAll('-', ''), `${id}0`, encodeURIComponent("' or 1=1 --")];
    for (const bad of ids) {
      const calls = [
        comments.send('get', `/${bad}/comments`),
        comments.post(bad, nino, 'x'),
        comments.post(post, nino, 'x', decodeURIComponent(bad)),
        comments.send('get', `/comments/${bad}`),
        comments.send('get', `/comments/${bad}/replies`),
        comments.change(bad, nino, 'x'),
        comments.remove(bad, nino),
        ...(['post', 'put', 'delete'] as const).map((method) => comments.like(method, bad, nino)),
      ];
      for (const call of calls) expect(await codeOf(call), bad).to.equal('400 VALIDATION_FAILED');
    }
    await comments.one(id.toUpperCase(), nino);
  });

  it('need a token to be written, and refuse a bad one to be read', async () => {
    const { id } = await comments.add(post, nino);
    const calls = [
      comments.post(post, undefined, 'x'),
      comments.change(id, undefined, 'x'),
      comments.remove(id),
      ...(['post', 'put', 'delete'] as const).map((method) => comments.like(method, id)),
      ...[`/${post}/comments`, `/comments/${id}`, `/comments/${id}/replies`].map((path) =>
        comments.send('get', path).set('authorization', 'Bearer nonsense'),
      ),
    ];
    for (const call of calls) expect(await codeOf(call)).to.equal('401 UNAUTHENTICATED');
  });

  describe('PATCH /posts/comments/:id', () => {
    it('changes text and time of the own comment alone', async () => {
      const { id } = await comments.add(post, nino, 'before');
      await app.knex('comments').where({ id }).update({ created_at: '2026-01-01T00:00:00Z', updated_at: '2026-01-01T00:00:00Z' });
      const made = await comments.one(id, nino);
      const { body } = await comments.change(made.id, nino, 'after').expect(200);
      expect(body.data).to.deep.equal({ ...made, content: 'after', updatedAt: body.data.updatedAt });
      expect(body.data.updatedAt > '2026-01-02').to.equal(true);
      expect(await comments.one(made.id, nino)).to.deep.equal(body.data);
    });

    it('writes nothing when the text is the same', async () => {
      const made = await comments.add(post, nino, 'same');
      expect((await comments.change(made.id, nino, ' same ').expect(200)).body.data).to.deep.equal(made);
    });

    it("is FORBIDDEN for somebody else's, also to the author of the post, and 404 for an unknown one", async () => {
      const { id } = await comments.add(post, nino, 'mine');
      for (const who of [gio, author]) {
        expect(await codeOf(comments.change(id, who, 'x'))).to.equal('403 FORBIDDEN');
        expect(await codeOf(comments.remove(id, who))).to.equal('403 FORBIDDEN');
      }
      expect((await comments.one(id)).content).to.equal('mine');
      expect(await codeOf(comments.change(unknownId, nino, 'x'))).to.equal('404 COMMENT_NOT_FOUND');
      expect(await codeOf(comments.remove(unknownId, nino))).to.equal('404 COMMENT_NOT_FOUND');
      expect(await codeOf(comments.like('post', unknownId, nino))).to.equal('404 COMMENT_NOT_FOUND');
    });
  });

  describe('likes', () => {
    it('turn around with POST', async () => {
      const { id } = await comments.add(post, nino);
      const states = [];
      for (let i = 0; i < 3; i += 1) states.push((await comments.like('post', id, nino).expect(200)).body.data);
      states.push((await comments.like('post', id, gio).expect(200)).body.data);
      expect(states).to.deep.equal([
        { isLiked: true, likesCount: 1 },
        { isLiked: false, likesCount: 0 },
        { isLiked: true, likesCount: 1 },
        { isLiked: true, likesCount: 2 },
      ]);
    });

    it('repeat safely with PUT and DELETE', async () => {
      const { id } = await comments.add(post, nino);
      for (let i = 0; i < 2; i += 1) {
        const { body } = await comments.like('put', id, gio).expect(200);
        expect(body.data).to.deep.equal({ isLiked: true, likesCount: 1 });
      }
      for (let i = 0; i < 2; i += 1) {
        const { body } = await comments.like('delete', id, gio).expect(200);
        expect(body.data).to.deep.equal({ isLiked: false, likesCount: 0 });
      }
    });
  });
});
