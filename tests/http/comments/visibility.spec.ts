import { expect } from 'chai';
import type supertest from 'supertest';
import { buildTestApp, type TestApp } from '../../support/build-test-app.js';
import { createPerson, type Person } from '../../support/people.js';
import { insertPost } from '../../support/posts.js';
import { postVisibilities } from '../../../src/core/posts/index.js';
import { ban, PeopleApi } from '../profiles/people-api.js';
import { codeOf, commentCount, CommentsApi, type CommentBody, expectExactCounters, idsOf } from './comments-api.js';

describe('who reads and writes comments', () => {
  let app: TestApp;
  let comments: CommentsApi;
  let people: PeopleApi;
  let author: Person;
  let follower: Person;
  let stranger: Person;
  before(async () => {
    app = await buildTestApp();
    comments = new CommentsApi(app);
    people = new PeopleApi(app);
    [author, follower, stranger] = [await createPerson(app), await createPerson(app), await createPerson(app)];
    await people.follow(follower, author).expect(200);
  });
  after(() => app.close());
  afterEach(() => expectExactCounters(app.knex));

  /** Every endpoint, by what it hangs on. Those that write are for members; the one that deletes comes last. */
  const calls = (post: string, { id }: CommentBody, who: Person | undefined, own: CommentBody): [string, supertest.Test][] => [
    ['POST_NOT_FOUND', comments.send('get', `/${post}/comments`, who)],
    ['COMMENT_NOT_FOUND', comments.send('get', `/comments/${id}`, who)],
    ['COMMENT_NOT_FOUND', comments.send('get', `/comments/${id}/replies`, who)],
    ['POST_NOT_FOUND', comments.post(post, who, 'x')],
    ['POST_NOT_FOUND', comments.post(post, who, 'x', id)],
    ['COMMENT_NOT_FOUND', comments.like('post', id, who)],
    ['COMMENT_NOT_FOUND', comments.like('put', id, who)],
    ['COMMENT_NOT_FOUND', comments.like('delete', id, who)],
    ['COMMENT_NOT_FOUND', comments.change(own.id, who, 'changed')],
    ['COMMENT_NOT_FOUND', comments.remove(own.id, who)],
  ];

  for (const visibility of postVisibilities) {
    for (const [name, viewer, sees] of [
      ['the author', () => author, true],
      ['a follower', () => follower, visibility !== 'PRIVATE'],
      ['a stranger', () => stranger, visibility === 'PUBLIC'],
      ['a guest', () => undefined, visibility === 'PUBLIC'],
    ] as const) {
      it(`${visibility}, ${name}: ${sees ? 'every endpoint answers' : 'every endpoint is 404, as if nothing were there'}`, async () => {
        const post = await insertPost(app, author);
        const who = viewer();
        const comment = await comments.add(post, author, 'by the author');
        const own = await comments.add(post, who ?? stranger, 'own');
        await app.knex('posts').where({ id: post }).update({ visibility });
        for (const [index, [code, call]] of calls(post, comment, who, own).entries()) {
          const isRead = index < 3;
          const hidden = !isRead && !who ? '401 UNAUTHENTICATED' : `404 ${code}`;
          const shown = isRead || who ? (index === 3 || index === 4 ? '201' : '200') : '401 UNAUTHENTICATED';
          expect(await codeOf(call), `call ${index}`).to.equal(sees ? shown : hidden);
        }
        expect(await commentCount(app.knex, post)).to.equal(sees && who ? 3 : 2);
      });
    }
  }

  it('nobody reaches the comments of a post that is deleted, or whose author is banned, unverified or in a block with the caller', async () => {
    const hide: ((who: Person, post: string) => PromiseLike<unknown>)[] = [
      (_, id) => app.knex('posts').where({ id }).update({ deleted_at: new Date() }),
      (who) => ban(app, who),
      ({ id }) => app.knex('users').where({ id }).update({ email_verified_at: null }),
      (who) => people.block(who, stranger).expect(200),
      (who) => people.block(stranger, who).expect(200),
    ];
    for (const [index, make] of hide.entries()) {
      const writer = await createPerson(app);
      const post = await insertPost(app, writer);
      const comment = await comments.add(post, follower);
      const own = await comments.add(post, stranger);
      await make(writer, post);
      for (const [code, call] of calls(post, comment, stranger, own))
        expect(await codeOf(call), `${index}`).to.equal(`404 ${code}`);
      expect(await commentCount(app.knex, post)).to.equal(2);
    }
  });

  describe('somebody who stands in a block with the caller, is banned or unverified', () => {
    const ways: [string, (who: Person, viewer: Person) => PromiseLike<unknown>, boolean][] = [
      ['blocked by the caller', (who, viewer) => people.block(viewer, who).expect(200), false],
      ['having blocked the caller', (who, viewer) => people.block(who, viewer).expect(200), false],
      ['banned', (who) => ban(app, who), true],
      ['unverified', ({ id }) => app.knex('users').where({ id }).update({ email_verified_at: null }), true],
    ];
    for (const [way, hide, fromAll] of ways) {
      it(`${way}: the comment is hidden with everything below it, and does not count`, async () => {
        const [who, viewer] = [await createPerson(app), await createPerson(app)];
        const post = await insertPost(app, author);
        const shown = await comments.add(post, follower, 'shown');
        const hiddenRoot = await comments.add(post, who, 'hidden');
        const underHidden = await comments.add(post, follower, 'under a hidden root', hiddenRoot.id);
        const hiddenReply = await comments.add(post, who, 'hidden reply', shown.id);
        const below = await comments.add(post, follower, 'below a hidden reply', hiddenReply.id);
        const mine = await comments.add(post, viewer, 'even my own', below.id);
        const fine = await comments.add(post, follower, 'fine', shown.id);
        const before = await comments.list(post, viewer);
        expect(idsOf(before)).to.deep.equal([hiddenRoot.id, shown.id]);
        expect((await comments.replies(shown.id, viewer)).meta.total).to.equal(4);
        await hide(who, viewer);

        for (const reader of fromAll ? [viewer, undefined, stranger] : [viewer]) {
          const list = await comments.list(post, reader);
          expect(idsOf(list)).to.deep.equal([shown.id]);
          expect(list.meta.total).to.equal(1);
          expect(idsOf({ data: list.data[0]?.replies ?? [] })).to.deep.equal([fine.id]);
          const replies = await comments.replies(shown.id, reader);
          expect(idsOf(replies)).to.deep.equal([fine.id]);
          expect(replies.meta.total).to.equal(1);
          for (const { id } of [hiddenRoot, underHidden, hiddenReply, below, mine]) {
            for (const path of [`/comments/${id}`, `/comments/${id}/replies`]) {
              expect(await codeOf(comments.send('get', path, reader))).to.equal('404 COMMENT_NOT_FOUND');
            }
          }
        }
        for (const { id } of [hiddenRoot, underHidden, below]) {
          expect(await codeOf(comments.post(post, viewer, 'x', id))).to.equal('404 COMMENT_NOT_FOUND');
          expect(await codeOf(comments.like('put', id, viewer))).to.equal('404 COMMENT_NOT_FOUND');
        }
        if (!fromAll) {
          expect(idsOf(await comments.list(post))).to.deep.equal([hiddenRoot.id, shown.id]);
          expect((await comments.replies(shown.id, stranger)).meta.total).to.equal(4);
          expect(idsOf(await comments.replies(hiddenReply.id))).to.deep.equal([below.id]);
        }
      });
    }

    it('is hidden among the direct answers to a reply as well', async () => {
      const [who, viewer] = [await createPerson(app), await createPerson(app)];
      const post = await insertPost(app, author);
      const root = await comments.add(post, follower);
      const reply = await comments.add(post, follower, 'reply', root.id);
      await comments.add(post, who, 'hidden', reply.id);
      const fine = await comments.add(post, author, 'fine', reply.id);
      await people.block(viewer, who).expect(200);
      const answers = await comments.replies(reply.id, viewer);
      expect(idsOf(answers)).to.deep.equal([fine.id]);
      expect(answers.meta.total).to.equal(1);
    });

    it('comes back when a ban is over', async () => {
      const who = await createPerson(app);
      const post = await insertPost(app, author);
      const { id } = await comments.add(post, who);
      await ban(app, who, new Date(Date.now() + 3_600_000));
      expect((await comments.list(post)).meta.total).to.equal(0);
      await ban(app, who, new Date(Date.now() - 1));
      expect(idsOf(await comments.list(post))).to.deep.equal([id]);
      await comments.one(id);
    });
  });
});
