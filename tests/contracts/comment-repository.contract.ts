import { expect } from 'chai';
import type { CommentRepository, NewComment } from '../../src/core/posts/index.js';
import type { CommentsWorld } from './comments-world.js';

export interface CommentRepositoryHarness extends CommentsWorld {
  make(): CommentRepository;
  transaction<T>(work: () => Promise<T>): Promise<T>;
}

/** What every CommentRepository promises (src/core/posts/ports/comment-repository.ts). */
export function commentRepositoryContract(harness: CommentRepositoryHarness): void {
  describe('CommentRepository contract', () => {
    let repository: CommentRepository;
    let author: string;
    let writer: string;
    let post: string;
    before(() => {
      repository = harness.make();
    });
    beforeEach(async () => {
      [author, writer] = [await harness.person(), await harness.person()];
      post = await harness.post(author);
    });

    const holding = <T>(work: () => Promise<T>, postId = post): Promise<T> =>
      harness.transaction(async () => {
        await repository.holdPost(postId, author);
        return work();
      });
    const draft = (rest: Partial<NewComment> = {}): NewComment => ({
      id: harness.unknownId(),
      postId: post,
      authorId: writer,
      parentId: null,
      rootId: null,
      content: 'x',
      createdAt: harness.now(),
      ...rest,
    });
    const remove = (id: string): Promise<boolean> => holding(() => repository.remove({ id, postId: post }, harness.now()));

    it('holdPost tells the author and the visibility of a post that is shown, and nothing of any other', async () => {
      const hold = (id: string, viewer: string): Promise<unknown> => harness.transaction(() => repository.holdPost(id, viewer));
      expect(await hold(post, writer)).to.deep.equal({ authorId: author, visibility: 'PUBLIC' });
      const followers = await harness.post(author, 'FOLLOWERS');
      expect(await hold(followers, writer)).to.equal(undefined);
      expect(await hold(followers, author)).to.deep.equal({ authorId: author, visibility: 'FOLLOWERS' });
      expect(await hold(harness.unknownId(), writer)).to.equal(undefined);
    });

    it('find tells where a comment stands and in whose post, deleted ones with something below included', async () => {
      const root = await harness.comment(post, writer, { content: 'root', deleted: true });
      expect(await repository.find(root, author)).to.equal(undefined);
      const reply = await harness.comment(post, author, { content: 'reply', parentId: root });
      const deeper = await harness.comment(post, writer, { parentId: reply });
      const shared = { postId: post, post: { authorId: author, visibility: 'PUBLIC' } };
      expect(await repository.find(root, author)).to.deep.include({
        ...shared,
        id: root,
        authorId: writer,
        parentId: null,
        rootId: null,
        isDeleted: true,
      });
      expect(await repository.find(reply, writer)).to.deep.equal({
        ...shared,
        id: reply,
        authorId: author,
        parentId: root,
        rootId: root,
        content: 'reply',
        isDeleted: false,
      });
      expect(await repository.find(deeper, writer)).to.deep.include({ parentId: reply, rootId: root });
    });

    it('find tells nothing of what is not shown', async () => {
      const [blocked, other] = [await harness.person(), await harness.person()];
      const root = await harness.comment(post, blocked);
      const reply = await harness.comment(post, writer, { parentId: root });
      await harness.block(other, blocked);
      for (const id of [root, reply, harness.unknownId()]) expect(await repository.find(id, other)).to.equal(undefined);
      expect((await repository.find(reply, author))?.id).to.equal(reply);
    });

    it('add counts on the post, the root and the parent, each once', async () => {
      const root = draft();
      const reply = draft({ parentId: root.id, rootId: root.id });
      const deeper = draft({ parentId: reply.id, rootId: root.id, content: 'deeper' });
      for (const one of [root, reply, deeper]) await holding(() => repository.add(one));
      expect(await harness.counters(post, root.id, reply.id, deeper.id)).to.deep.equal({
        ofPost: 3,
        ofComments: [
          [2, 0],
          [1, 0],
          [0, 0],
        ],
      });
      expect(await repository.find(deeper.id, author)).to.deep.include({ content: 'deeper', authorId: writer, isDeleted: false });
    });

    it('change writes the text of a live comment alone', async () => {
      const id = await harness.comment(post, writer);
      expect(await repository.change(id, 'changed', harness.now())).to.equal(true);
      expect((await repository.find(id, writer))?.content).to.equal('changed');
      await remove(id);
      expect(await repository.change(id, 'again', harness.now())).to.equal(false);
      expect(await repository.change(harness.unknownId(), 'x', harness.now())).to.equal(false);
    });

    it('remove takes a comment off all counters, once', async () => {
      const root = await harness.comment(post, writer);
      const reply = await harness.comment(post, writer, { parentId: root });
      const deeper = await harness.comment(post, writer, { parentId: reply });
      expect(await remove(deeper)).to.equal(true);
      expect(await remove(deeper)).to.equal(false);
      expect(await harness.counters(post, root, reply)).to.deep.equal({
        ofPost: 2,
        ofComments: [
          [1, 0],
          [0, 0],
        ],
      });
      expect(await remove(root)).to.equal(true);
      expect(await remove(harness.unknownId())).to.equal(false);
      expect(await harness.counters(post, root)).to.deep.equal({ ofPost: 1, ofComments: [[1, 0]] });
      expect((await repository.find(root, writer))?.isDeleted).to.equal(true);
    });

    it('hold finds what is live, whoever may see it, and its post is held', async () => {
      const secret = await harness.post(author, 'PRIVATE');
      const id = await harness.comment(secret, writer, { content: 'hidden' });
      const hold = (one: string) => harness.transaction(() => repository.hold(one));
      expect(await hold(id)).to.deep.equal({
        id,
        postId: secret,
        authorId: writer,
        parentId: null,
        rootId: null,
        content: 'hidden',
        isDeleted: false,
      });
      expect(await hold(await harness.comment(secret, writer, { deleted: true }))).to.equal(undefined);
      expect(await hold(harness.unknownId())).to.equal(undefined);
    });

    it('what a decision removed comes back with every counter, by that decision alone', async () => {
      const [decisionId, other] = [harness.unknownId(), harness.unknownId()];
      const root = await harness.comment(post, writer);
      const reply = await harness.comment(post, writer, { content: 'reply', parentId: root });
      const holdRemoved = (id: string, by: string) => harness.transaction(() => repository.holdRemoved(id, by));
      const by = { deletedBy: 'MODERATOR', decisionId } as const;
      await holding(() => repository.remove({ id: reply, postId: post }, harness.now(), by));
      expect(await harness.counters(post, root)).to.deep.equal({ ofPost: 1, ofComments: [[0, 0]] });
      expect(await holdRemoved(reply, other)).to.equal(undefined);
      expect(await holdRemoved(root, decisionId)).to.equal(undefined);
      const removed = await holdRemoved(reply, decisionId);
      expect(removed).to.deep.include({ id: reply, content: 'reply', parentId: root, rootId: root, isDeleted: true });
      await harness.transaction(async () => {
        const held = await repository.holdRemoved(reply, decisionId);
        if (held) await repository.restore(held);
      });
      expect(await harness.counters(post, root)).to.deep.equal({ ofPost: 2, ofComments: [[1, 0]] });
      expect(await repository.find(reply, author)).to.deep.include({ content: 'reply', isDeleted: false });
      expect(await holdRemoved(reply, decisionId)).to.equal(undefined);
    });

    it('counts exactly when many add and remove at once', async () => {
      const root = await harness.comment(post, writer);
      const reply = await harness.comment(post, writer, { parentId: root });
      const drafts = Array.from({ length: 20 }, () => draft({ parentId: reply, rootId: root }));
      await Promise.all(drafts.map((one) => holding(() => repository.add(one))));
      const removed = await Promise.all([...drafts.slice(0, 8), ...drafts.slice(0, 8)].map(({ id }) => remove(id)));
      expect(removed.filter(Boolean)).to.have.length(8);
      expect(await harness.counters(post, root, reply)).to.deep.equal({
        ofPost: 14,
        ofComments: [
          [13, 0],
          [12, 0],
        ],
      });
    });

    it('leaves nothing behind when the transaction is lost', async () => {
      const one = draft();
      const lost = harness.transaction(async () => {
        await repository.holdPost(post, author);
        await repository.add(one);
        throw new Error('lost');
      });
      expect(
        await lost.then(
          () => 'kept',
          (error: Error) => error.message,
        ),
      ).to.equal('lost');
      expect(await harness.counters(post)).to.include({ ofPost: 0 });
      expect(await repository.find(one.id, author)).to.equal(undefined);
    });
  });
}
