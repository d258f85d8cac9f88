import { expect } from 'chai';
import type { Post, PostRepository } from '../../../src/core/posts/index.js';
import { newPost, type PostRepositoryHarness } from './harness.js';

const many = 24;

/** Proves most on a server: the embedded engine runs transactions one after another. */
export function postRepositoryAtOnceContract(harness: PostRepositoryHarness): void {
  describe('at once', () => {
    let repository: PostRepository;
    let tags: string[];
    before(() => {
      repository = harness.make();
    });
    beforeEach(() => {
      tags = ['ა', 'б', 'c', 'd', 'e'].map((name) => `${name}_${harness.unknownId().slice(-12)}`);
    });
    const add = async (authorId: string, wishes: Partial<Post>): Promise<Post> => {
      const post = newPost(harness, authorId, wishes);
      await harness.transaction(() => repository.add(post, []));
      return post;
    };
    const change = (id: string, changes: Partial<Post>): Promise<void> =>
      harness.transaction(async () => {
        const before = await repository.hold(id);
        if (before) await repository.change(before, { ...before, ...changes }, [], harness.now());
      });
    const remove = (id: string): Promise<void> =>
      harness.transaction(async () => {
        const post = await repository.hold(id);
        if (post) await repository.remove(post, harness.now());
      });
    const crowd = <T>(make: (i: number) => Promise<T>): Promise<T[]> =>
      Promise.all(Array.from({ length: many }, (_, i) => make(i)));
    const counts = async (): Promise<number[]> => Promise.all(tags.map((name) => harness.postsTagged(name)));
    const inOrder = (i: number): string[] => (i % 2 === 0 ? [...tags] : [...tags].reverse());

    it('posts that share hashtags, in opposite orders, are written, changed and deleted without a deadlock', async () => {
      const authors = await crowd(() => harness.person());
      const posts = await crowd((i) => add(authors[i] ?? '', { hashtags: inOrder(i) }));
      expect(await counts()).to.deep.equal(tags.map(() => many));
      await crowd((i) => change(posts[i]?.id ?? '', { hashtags: inOrder(i).slice(0, 2) }));
      expect(await counts()).to.deep.equal([many / 2, many / 2, 0, many / 2, many / 2]);
      await crowd((i) =>
        change(posts[i]?.id ?? '', { hashtags: inOrder(i + 1), visibility: i % 3 === 0 ? 'PRIVATE' : 'PUBLIC' }),
      );
      expect(await counts()).to.deep.equal(tags.map(() => (many * 2) / 3));
      await crowd((i) => (i % 2 === 0 ? remove(posts[i]?.id ?? '') : change(posts[i]?.id ?? '', { visibility: 'PUBLIC' })));
      expect(await counts()).to.deep.equal(tags.map(() => many / 2));
    });

    it('changes of one post leave the counters of the last one', async () => {
      const author = await harness.person();
      const post = await add(author, { hashtags: tags });
      await crowd((i) =>
        change(post.id, { hashtags: inOrder(i).slice(0, i % 5), visibility: i % 2 === 0 ? 'PRIVATE' : 'PUBLIC' }),
      );
      const last = await harness.transaction(() => repository.hold(post.id));
      const isPublic = last?.visibility === 'PUBLIC';
      expect(await counts()).to.deep.equal(tags.map((name) => (isPublic && last.hashtags.includes(name) ? 1 : 0)));
      expect((await harness.tellsOf(author)).postsCount).to.equal(isPublic ? 1 : 0);
    });

    it("a person's posts are counted exactly while he writes, hides, shows and deletes them", async () => {
      const author = await harness.person();
      const post = (i: number): Promise<Post> => add(author, { createdAt: new Date(harness.now().getTime() + i * 1000) });
      const posts = await crowd(post);
      await crowd(async (i) => {
        const id = posts[i]?.id ?? '';
        if (i % 4 === 0) await remove(id);
        else if (i % 4 === 1) await change(id, { visibility: 'PRIVATE' });
        else if (i % 4 === 2) await add(author, {});
        else await change(id, { content: 'changed' });
      });
      const lastPostAt = new Date(harness.now().getTime() + (many - 1) * 1000);
      expect(await harness.tellsOf(author)).to.deep.equal({ postsCount: (many * 3) / 4, lastPostAt });
    });

    it('deleted and hidden all but the oldest: that one is the newest', async () => {
      const author = await harness.person();
      const posts = await crowd((i) => add(author, { createdAt: new Date(harness.now().getTime() + i * 1000) }));
      await crowd(async (i) => {
        const id = posts[i]?.id ?? '';
        if (i === 0) await change(id, { content: 'changed' });
        else await (i % 2 === 0 ? remove(id) : change(id, { visibility: 'PRIVATE' }));
      });
      expect(await harness.tellsOf(author)).to.deep.equal({ postsCount: 1, lastPostAt: harness.now() });
    });

    it('reposts and quotes of one post come and go while it is changed: the count is exact', async () => {
      const author = await harness.person();
      const original = await add(author, { hashtags: tags });
      const fans = await crowd(() => harness.person());
      const passedOn = await crowd(async (i) => {
        if (i % 3 === 0) await change(original.id, { hashtags: inOrder(i) });
        return add(fans[i] ?? '', { repostOfId: original.id, content: i % 2 === 0 ? '' : 'see', hashtags: inOrder(i) });
      });
      expect((await harness.stored(original.id)).repostCount).to.equal(many);
      await crowd(async (i) => (i % 2 === 0 ? remove(passedOn[i]?.id ?? '') : change(original.id, { hashtags: inOrder(i) })));
      expect((await harness.stored(original.id)).repostCount).to.equal(many / 2);
      expect(await counts()).to.deep.equal(tags.map(() => many / 2 + 1));
    });
  });
}
