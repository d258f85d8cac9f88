import { expect } from 'chai';
import { type PostReader, postVisibilities, type PostVisibility } from '../../../src/core/posts/index.js';
import { idsIn, firstPage, type PostList, type PostReaderHarness } from './pages.js';

/** Everybody who may look at a post of `author`, with a name for messages; a guest is `undefined`. */
interface Cast {
  readonly author: string;
  readonly viewers: Readonly<Record<string, string | undefined>>;
}

const seenBy: Readonly<Record<PostVisibility, readonly string[]>> = {
  PUBLIC: ['guest', 'author', 'follower', 'stranger'],
  FOLLOWERS: ['author', 'follower'],
  PRIVATE: ['author'],
};

async function castOf(harness: PostReaderHarness, wishes: { verified?: boolean; bannedUntil?: Date | null } = {}): Promise<Cast> {
  const author = await harness.person(wishes);
  const [follower, stranger] = [await harness.person(), await harness.person()];
  // Follows do not outlive a block in the application; here they do, so that the block alone has to hide.
  const [blocked, blocker] = [await harness.person(), await harness.person()];
  for (const who of [follower, blocked, blocker]) await harness.follow(who, author);
  await harness.block(author, blocked);
  await harness.block(blocker, author);
  return { author, viewers: { guest: undefined, author, follower, stranger, blocked, blocker } };
}

/** Who sees which post, in every place where one can be met. */
export function postVisibilityContract(harness: PostReaderHarness): void {
  describe('visibility', () => {
    let reader: PostReader;
    let made = 0;
    before(() => {
      reader = harness.make();
    });

    /** Whether this viewer meets the post (tagged `tag`, liked by `fan`) by id and in each list; fails where these differ. */
    const meets = async (id: string, tag: string, fan: string, author: string, viewer: string | undefined): Promise<boolean> => {
      const shown = (await reader.find(id, viewer)) !== undefined;
      const lists: Record<string, PostList> = {
        byHashtag: (page) => reader.byHashtag(tag, viewer, page),
        byAuthor: (page) => reader.byAuthor(author, viewer, page),
        likedBy: (page) => reader.likedBy(fan, viewer, page),
      };
      if (viewer !== undefined) lists['savedBy'] = (page) => reader.savedBy(viewer, page);
      for (const [name, list] of Object.entries(lists)) {
        const found = await list(firstPage);
        expect(found?.items.some((post) => post.id === id) ?? false, name).to.equal(shown);
        expect(found?.total ?? 0, `total of ${name}`).to.equal(found?.items.length ?? 0);
      }
      return shown;
    };

    const audience = async (cast: Cast, id: string, tag: string): Promise<string[]> => {
      const fan = await harness.person();
      await harness.like(id, fan);
      const seen: string[] = [];
      for (const [name, viewer] of Object.entries(cast.viewers)) {
        if (viewer !== undefined) await harness.save(id, viewer);
        if (await meets(id, tag, fan, cast.author, viewer)) seen.push(name);
      }
      return seen;
    };

    const nextTag = (): string => `tag_${(made += 1)}`;

    for (const visibility of postVisibilities) {
      it(`${visibility}: shown to ${seenBy[visibility].join(', ')}, by id and in every list`, async () => {
        const [cast, tag] = [await castOf(harness), nextTag()];
        const id = await harness.post(cast.author, { visibility, hashtags: [tag] });
        expect(await audience(cast, id, tag)).to.deep.equal(seenBy[visibility]);
      });
    }

    it('of an author who is not verified, or banned, to himself alone; after the ban to everybody again', async () => {
      const tag = nextTag();
      for (const wishes of [{ verified: false }, { bannedUntil: null }, { bannedUntil: new Date(harness.now().getTime() + 1) }]) {
        const cast = await castOf(harness, wishes);
        const id = await harness.post(cast.author, { hashtags: [tag] });
        expect(await audience(cast, id, tag), JSON.stringify(wishes)).to.deep.equal(['author']);
        await harness.deletePost(id);
      }
      const free = await castOf(harness, { bannedUntil: harness.now() });
      expect(await audience(free, await harness.post(free.author, { hashtags: [tag] }), tag)).to.deep.equal(seenBy.PUBLIC);
    });

    it('deleted: to nobody, the author included', async () => {
      const [cast, tag] = [await castOf(harness), nextTag()];
      const id = await harness.post(cast.author, { hashtags: [tag] });
      await harness.deletePost(id);
      expect(await audience(cast, id, tag)).to.deep.equal([]);
    });

    describe('of a post that is passed on', () => {
      /** Who sees a plain repost by a third person, and for whom a quote by him shows the original. */
      const passedOn = async (cast: Cast, original: string): Promise<{ plain: string[]; quoted: string[] }> => {
        const [third, tag] = [await harness.person(), nextTag()];
        const plain = await harness.post(third, { content: '', repostOf: original, hashtags: [tag] });
        const quote = await harness.post(third, { content: 'see', repostOf: original });
        const seen = await audience({ author: third, viewers: cast.viewers }, plain, tag);
        const quoted: string[] = [];
        for (const [name, viewer] of Object.entries(cast.viewers)) {
          const view = await reader.find(quote, viewer);
          expect(view?.content, `the quote, to ${name}`).to.equal('see');
          if (view?.repostOf?.id === original) quoted.push(name);
          else expect(view?.repostOf).to.equal(null);
        }
        return { plain: seen, quoted };
      };

      it('the repost is shown, and the quote shows it, to those who see the original', async () => {
        const cast = await castOf(harness);
        const original = await harness.post(cast.author);
        expect(await passedOn(cast, original)).to.deep.equal({ plain: seenBy.PUBLIC, quoted: seenBy.PUBLIC });
      });

      it('to nobody once it is not public, or deleted; the quote stays', async () => {
        for (const visibility of ['FOLLOWERS', 'PRIVATE'] as const) {
          const cast = await castOf(harness);
          const original = await harness.post(cast.author);
          await harness.setVisibility(original, visibility);
          expect(await passedOn(cast, original)).to.deep.equal({ plain: [], quoted: [] });
        }
        const cast = await castOf(harness);
        const original = await harness.post(cast.author);
        await harness.deletePost(original);
        expect(await passedOn(cast, original)).to.deep.equal({ plain: [], quoted: [] });
      });

      it('of a banned or unverified author to himself alone', async () => {
        for (const wishes of [{ bannedUntil: null }, { verified: false }]) {
          const cast = await castOf(harness, wishes);
          const original = await harness.post(cast.author);
          expect(await passedOn(cast, original)).to.deep.equal({ plain: ['author'], quoted: ['author'] });
        }
      });

      it('hides the repost from its own author too', async () => {
        const [author, fan] = [await harness.person(), await harness.person()];
        const original = await harness.post(author);
        const repost = await harness.post(fan, { content: '', repostOf: original });
        await harness.block(author, fan);
        expect(await reader.find(repost, fan)).to.equal(undefined);
        expect(await idsIn((page) => reader.byAuthor(fan, fan, page))).to.deep.equal([]);
      });
    });
  });
}
