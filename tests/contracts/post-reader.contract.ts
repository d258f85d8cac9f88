import { expect } from 'chai';
import type { PostReader } from '../../src/core/posts/index.js';
import { postListsContract } from './post-reader/lists.js';
import { atSecond, type PostReaderHarness } from './post-reader/pages.js';
import { postVisibilityContract } from './post-reader/visibility.js';

/** What every PostReader promises (src/core/posts/ports/post-reader.ts). */
export function postReaderContract(harness: PostReaderHarness): void {
  describe('PostReader contract', () => {
    let reader: PostReader;
    before(() => {
      reader = harness.make();
    });

    it('gives all that a post shows', async () => {
      const [author, viewer] = [
        await harness.person({ username: 'Writer', fullName: 'ნინო', bio: 'hello' }),
        await harness.person(),
      ];
      const [named, alsoNamed] = [await harness.person({ username: 'zz_named' }), await harness.person({ username: 'aa_named' })];
      const [first, second] = [await harness.image(), await harness.image()];
      const original = await harness.post(named, {
        content: 'first',
        hashtags: ['one'],
        imageIds: [await harness.image()],
        at: atSecond(1),
      });
      const id = await harness.post(author, {
        content: 'look #ბბ #აა @zz_named',
        hashtags: ['ბბ', 'აა'],
        imageIds: [second, first],
        mentions: [named, alsoNamed],
        repostOf: original,
        at: atSecond(2),
      });
      await harness.follow(viewer, author);
      await harness.like(id, viewer);
      await harness.save(id, viewer);
      const plain = await harness.post(viewer, { content: '', repostOf: id });
      const view = await reader.find(id, viewer);
      expect(view).to.deep.include({
        id,
        content: 'look #ბბ #აა @zz_named',
        visibility: 'PUBLIC',
        author: { id: author, username: 'Writer', fullName: 'ნინო', avatarKey: null, bio: 'hello', isFollowing: true },
        likeCount: 1,
        commentCount: 0,
        repostCount: 1,
        isLiked: true,
        isSaved: true,
        isReposted: true,
        hashtags: ['ბბ', 'აა'],
        mentions: [
          { id: alsoNamed, username: 'aa_named' },
          { id: named, username: 'zz_named' },
        ],
        createdAt: atSecond(2),
        updatedAt: atSecond(2),
      });
      expect(view?.images.map((image) => image.id)).to.deep.equal([second, first]);
      expect(view?.images[0]).to.have.all.keys('id', 'variants', 'blurhash');
      expect(view?.images[0]?.variants).to.have.length(1);
      expect(view?.repostOf).to.deep.include({ id: original, content: 'first', hashtags: ['one'], createdAt: atSecond(1) });
      expect(view?.repostOf?.images).to.have.length(1);
      expect(view?.repostOf?.author).to.deep.include({ id: named, isFollowing: false });
      expect((await reader.find(plain, undefined))?.repostOf?.id).to.equal(id);
    });

    it('keeps the flags of one viewer from all others', async () => {
      const [author, fan] = [await harness.person(), await harness.person()];
      const id = await harness.post(author);
      await harness.like(id, fan);
      await harness.save(id, fan);
      await harness.post(fan, { content: '', repostOf: id });
      for (const viewer of [undefined, author, await harness.person()]) {
        expect(await reader.find(id, viewer)).to.deep.include({
          isLiked: false,
          isSaved: false,
          isReposted: false,
          likeCount: 1,
        });
      }
    });

    it('a quote is no repost of the one who quotes, nor is a repost that he took back', async () => {
      const [author, fan] = [await harness.person(), await harness.person()];
      const id = await harness.post(author);
      await harness.post(fan, { content: 'see', repostOf: id });
      await harness.post(fan, { content: '', repostOf: id, deleted: true });
      expect((await reader.find(id, fan))?.isReposted).to.equal(false);
    });

    it('knows no post of an id that nobody has', async () => {
      expect(await reader.find(harness.unknownId(), await harness.person())).to.equal(undefined);
    });

    it('knows where a post comes from, whoever may see it', async () => {
      const [author, other] = [await harness.person(), await harness.person()];
      const original = await harness.post(other, { deleted: true });
      const quote = await harness.post(author, { content: 'see', repostOf: original, visibility: 'PRIVATE' });
      expect(await reader.origin(quote)).to.deep.equal({ authorId: author, original: { id: original, authorId: other } });
      expect(await reader.origin(original)).to.deep.equal({ authorId: other, original: null });
      expect(await reader.origin(harness.unknownId())).to.equal(undefined);
    });

    postVisibilityContract(harness);
    postListsContract(harness);
  });
}
