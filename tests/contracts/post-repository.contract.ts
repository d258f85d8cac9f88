import { expect } from 'chai';
import type { Post, PostRepository } from '../../src/core/posts/index.js';
import { postRepositoryAtOnceContract } from './post-repository/at-once.js';
import { newPost, type PostRepositoryHarness } from './post-repository/harness.js';
import { postRepositorySequencesContract } from './post-repository/sequences.js';

/** What every PostRepository promises (src/core/posts/ports/post-repository.ts). */
export function postRepositoryContract(harness: PostRepositoryHarness): void {
  describe('PostRepository contract', () => {
    let repository: PostRepository;
    let author: string;
    before(() => {
      repository = harness.make();
    });
    beforeEach(async () => {
      author = await harness.person();
    });
    const hold = (id: string): Promise<Post | undefined> => harness.transaction(() => repository.hold(id));
    const add = async (wishes: Partial<Post> = {}, mentioned: readonly string[] = []): Promise<Post> => {
      const post = newPost(harness, author, wishes);
      await harness.transaction(() => repository.add(post, mentioned));
      return post;
    };
    const change = (id: string, changes: Partial<Post>, mentioned: readonly string[] = []): Promise<Post> =>
      harness.transaction(async () => {
        const before = await repository.hold(id);
        if (!before) throw new Error('there is no such post');
        const after = { ...before, ...changes };
        await repository.change(before, after, mentioned, new Date(harness.now().getTime() + 1000));
        return after;
      });
    const remove = (id: string): Promise<void> =>
      harness.transaction(async () => {
        const post = await repository.hold(id);
        if (!post) throw new Error('there is no such post');
        await repository.remove(post, harness.now());
      });

    it('gives back what was written; nothing for an unknown id and for a deleted post', async () => {
      const original = await add();
      const post = await add({
        content: 'look #ბბ #აა',
        visibility: 'FOLLOWERS',
        hashtags: ['ბბ', 'აა'],
        imageIds: [await harness.image(), await harness.image()].reverse(),
        repostOfId: original.id,
      });
      expect(await hold(post.id)).to.deep.equal(post);
      expect(await hold(harness.unknownId())).to.equal(undefined);
      await remove(post.id);
      expect(await hold(post.id)).to.equal(undefined);
    });

    it('gives back what was changed; author, original and time of posting stay', async () => {
      const post = await add({
        content: 'first #one',
        hashtags: ['one'],
        imageIds: [await harness.image(), await harness.image()],
      });
      const wanted: Partial<Post> = {
        content: 'second #two',
        visibility: 'PRIVATE',
        hashtags: ['two'],
        imageIds: [post.imageIds[1] ?? '', await harness.image()],
      };
      await change(post.id, wanted);
      expect(await hold(post.id)).to.deep.equal({ ...post, ...wanted });
    });

    it('mentions follow a change of text as well as one of visibility', async () => {
      const [one, two] = [await harness.person(), await harness.person()];
      const post = await add({ content: '@one @two' }, [one, two]);
      expect((await harness.stored(post.id)).mentions).to.have.members([one, two]);
      await change(post.id, { visibility: 'FOLLOWERS' }, [two]);
      expect((await harness.stored(post.id)).mentions).to.deep.equal([two]);
      await change(post.id, { content: '@one' }, [one]);
      expect((await harness.stored(post.id)).mentions).to.deep.equal([one]);
    });

    it('finds the plain repost of a person, and no quote, nor one that he took back', async () => {
      const original = await add();
      const quote = await add({ repostOfId: original.id, content: 'see' });
      expect(await repository.findRepost(original.id, author)).to.equal(undefined);
      const gone = await add({ repostOfId: original.id, content: '' });
      await remove(gone.id);
      const repost = await add({ repostOfId: original.id, content: '' });
      expect(await repository.findRepost(original.id, author)).to.equal(repost.id);
      expect(await repository.findRepost(original.id, await harness.person())).to.equal(undefined);
      expect(await repository.plainReposts(original.id, 10)).to.deep.equal([repost.id]);
      expect(await repository.plainReposts(quote.id, 10)).to.deep.equal([]);
    });

    it('gives at most so many plain reposts', async () => {
      const original = await add();
      for (let i = 0; i < 3; i += 1) {
        author = await harness.person();
        await add({ repostOfId: original.id, content: '' });
      }
      expect(await repository.plainReposts(original.id, 2)).to.have.length(2);
      expect(await repository.plainReposts(original.id, 3)).to.have.length(3);
    });

    it('takes a post out of the ranking once it is not public, or deleted', async () => {
      for (const leave of [
        (id: string) => change(id, { visibility: 'FOLLOWERS' }),
        (id: string) => change(id, { visibility: 'PRIVATE' }),
        (id: string) => remove(id),
      ]) {
        const post = await add();
        await harness.rank(post.id);
        await change(post.id, { content: 'still public' });
        expect((await harness.stored(post.id)).isRanked).to.equal(true);
        await leave(post.id);
        expect((await harness.stored(post.id)).isRanked).to.equal(false);
      }
    });

    describe('a post that a decision removed', () => {
      const decisionId = harness.unknownId();
      const holdRemoved = (id: string, by = decisionId): Promise<Post | undefined> =>
        harness.transaction(() => repository.holdRemoved(id, by));
      const removeBy = (id: string): Promise<void> =>
        harness.transaction(async () => {
          const post = await repository.hold(id);
          if (post) await repository.remove(post, harness.now(), decisionId);
        });
      const letGo = (of: Parameters<PostRepository['letGoOfKept']>[0], limit = 100): Promise<string[]> =>
        harness.transaction(() => repository.letGoOfKept(of, limit));

      it('comes back as it was, with everything that hangs on it and every counter', async () => {
        const tag = `back_${harness.unknownId().slice(-12)}`;
        const original = await add();
        const images = [await harness.image(), await harness.image()].reverse();
        const mentioned = [await harness.person()];
        const post = await add({ content: 'back', hashtags: [tag], imageIds: images, repostOfId: original.id }, mentioned);
        const before = [await harness.stored(post.id), await harness.stored(original.id), await harness.tellsOf(author)];
        await removeBy(post.id);
        expect(await hold(post.id)).to.equal(undefined);
        expect([await harness.postsTagged(tag), (await harness.stored(original.id)).repostCount]).to.deep.equal([0, 0]);
        expect(await holdRemoved(post.id)).to.deep.equal(post);
        await harness.transaction(() => repository.restore(post, mentioned));
        expect(await hold(post.id)).to.deep.equal(post);
        expect(await harness.postsTagged(tag)).to.equal(1);
        expect([await harness.stored(post.id), await harness.stored(original.id), await harness.tellsOf(author)]).to.deep.equal(
          before,
        );
        expect(await holdRemoved(post.id)).to.equal(undefined);
      });

      it('is found by its original where it is a plain repost, in the order of ids, in parts', async () => {
        const original = await add();
        const reposts: string[] = [];
        for (let i = 0; i < 3; i += 1) {
          author = await harness.person();
          reposts.push((await add({ repostOfId: original.id, content: '' })).id);
        }
        const quote = await add({ repostOfId: original.id, content: 'see' });
        author = await harness.person();
        const takenBack = await add({ repostOfId: original.id, content: '' });
        await remove(takenBack.id);
        for (const id of [...reposts, quote.id]) await removeBy(id);
        const [first, ...others] = reposts.sort();
        const part = (after: string | undefined, limit: number, by = decisionId): Promise<string[]> =>
          repository.removedReposts(original.id, by, { after, limit });
        expect(await part(undefined, 1)).to.deep.equal([first]);
        expect(await part(first, 10)).to.deep.equal(others);
        expect(await part(undefined, 10, harness.unknownId())).to.deep.equal([]);
      });

      it('is nothing to another decision, and neither is a live post or one that was deleted otherwise', async () => {
        const [removed, live, deleted] = [await add(), await add(), await add()];
        await removeBy(removed.id);
        await remove(deleted.id);
        expect(await holdRemoved(removed.id, harness.unknownId())).to.equal(undefined);
        for (const id of [live.id, deleted.id, harness.unknownId()]) expect(await holdRemoved(id)).to.equal(undefined);
        expect(await holdRemoved(removed.id)).to.deep.equal(removed);
      });

      it('does not come back once its pictures are let go of, by time or by author, each once', async () => {
        const after = new Date(harness.now().getTime() + 1);
        await letGo({ removedBefore: after });
        const [first, second, bare] = [
          await add({ imageIds: [await harness.image()] }),
          await add({ imageIds: [await harness.image()] }),
          await add(),
        ];
        for (const { id } of [first, second, bare]) await removeBy(id);
        expect(await letGo({ removedBefore: harness.now() })).to.deep.equal([]);
        expect(await letGo({ authorId: await harness.person() })).to.deep.equal([]);
        const [one, two] = [await letGo({ removedBefore: after }, 1), await letGo({ authorId: author })];
        expect([one.length, two.length]).to.deep.equal([1, 1]);
        expect([...one, ...two]).to.have.members([...first.imageIds, ...second.imageIds]);
        expect(await letGo({ removedBefore: after })).to.deep.equal([]);
        for (const { id } of [first, second]) expect(await holdRemoved(id)).to.equal(undefined);
        expect(await holdRemoved(bare.id)).to.deep.equal(bare);
      });
    });

    it('undoes everything with its transaction', async () => {
      const failed = harness.transaction(async () => {
        await repository.add(newPost(harness, author, { hashtags: ['undone_tag'] }), []);
        throw new Error('changed my mind');
      });
      expect((await Promise.allSettled([failed]))[0].status).to.equal('rejected');
      expect(await harness.tellsOf(author)).to.deep.equal({ postsCount: 0, lastPostAt: null });
      expect(await harness.postsTagged('undone_tag')).to.equal(0);
    });

    postRepositorySequencesContract(harness);
    postRepositoryAtOnceContract(harness);
  });
}
