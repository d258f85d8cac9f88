import { expect } from 'chai';
import { type Post, type PostRepository, postVisibilities } from '../../../src/core/posts/index.js';
import { foldForSearch } from '../../../src/core/search/index.js';
import { newPost, type PostRepositoryHarness } from './harness.js';

const seeds = [1, 2, 3, 4, 5, 6];
const steps = 60;

/** Numbers from 0 up to `below`, the same for the same seed (Mulberry32). */
function dice(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** A post as it should be, with whom it names. */
interface Expected {
  readonly post: Post;
  readonly mentioned: readonly string[];
}

/** Any sequence of writing, changing and deleting: afterwards everything is what counting it anew gives. */
export function postRepositorySequencesContract(harness: PostRepositoryHarness): void {
  describe('any sequence', () => {
    let repository: PostRepository;
    before(() => {
      repository = harness.make();
    });

    for (const seed of seeds) {
      it(`leaves every counter exact (seed ${seed})`, async () => {
        const roll = dice(seed);
        const people = [await harness.person(), await harness.person(), await harness.person()];
        const tags = ['ა', 'б', 'c', 'd'].map((name) => `${name}_${harness.unknownId().slice(-12)}`);
        const live = new Map<string, Expected>();
        const deleted: string[] = [];
        const any = <T>(of: readonly T[]): T => of[roll(of.length)] as T;
        const some = <T>(of: readonly T[]): T[] => of.filter(() => roll(2) === 0);

        const text = async (
          imageIds: readonly string[],
        ): Promise<Pick<Post, 'content' | 'visibility' | 'hashtags' | 'imageIds'>> => ({
          content: any(['Ride', 'გზა', 'ᲒᲖᲐ']),
          visibility: any(postVisibilities),
          hashtags: some(tags).sort(() => roll(3) - 1),
          imageIds: [...some(imageIds), ...(roll(3) === 0 ? [await harness.image()] : [])],
        });
        const write = async (): Promise<void> => {
          // Sometimes a second before what was there, so that the newest is not the last one written.
          const createdAt = new Date(harness.now().getTime() + roll(20) * 1000);
          const repostOfId = live.size > 0 && roll(3) === 0 ? any([...live.keys()]) : null;
          const post = newPost(harness, any(people), { ...(await text([])), createdAt, repostOfId });
          const mentioned = some(people);
          await harness.transaction(() => repository.add(post, mentioned));
          live.set(post.id, { post, mentioned });
        };
        const change = async (id: string): Promise<void> => {
          const changes = await text(live.get(id)?.post.imageIds ?? []);
          const mentioned = some(people);
          await harness.transaction(async () => {
            const before = await repository.hold(id);
            if (!before) throw new Error('a live post is held');
            expect(before).to.deep.equal(live.get(id)?.post);
            await repository.change(before, { ...before, ...changes }, mentioned, harness.now());
            live.set(id, { post: { ...before, ...changes }, mentioned });
          });
        };
        const remove = async (id: string): Promise<void> => {
          await harness.transaction(async () => {
            const post = await repository.hold(id);
            if (!post) throw new Error('a live post is held');
            await repository.remove(post, harness.now());
          });
          live.delete(id);
          deleted.push(id);
        };

        for (let step = 0; step < steps; step += 1) {
          const what = live.size === 0 ? 0 : roll(6);
          if (what < 2) await write();
          else if (what < 5) await change(any([...live.keys()]));
          else await remove(any([...live.keys()]));
        }

        const posts = [...live.values()].map(({ post }) => post);
        for (const { post, mentioned } of live.values()) {
          const { isRanked: _, ...stored } = await harness.stored(post.id);
          expect({ ...stored, mentions: [...stored.mentions].sort(), hashtags: [...stored.hashtags].sort() }).to.deep.equal({
            hashtags: [...post.hashtags].sort(),
            imageIds: post.imageIds,
            mentions: [...mentioned].sort(),
            words: foldForSearch(post.content),
            repostCount: posts.filter(({ repostOfId }) => repostOfId === post.id).length,
          });
        }
        for (const id of deleted) {
          const nothing = { hashtags: [], imageIds: [], mentions: [], words: null };
          expect(await harness.stored(id)).to.deep.include(nothing);
        }
        for (const id of people) {
          const counted = posts.filter(({ authorId, visibility }) => authorId === id && visibility !== 'PRIVATE');
          const newest = counted.map(({ createdAt }) => createdAt.getTime()).sort((a, b) => b - a)[0];
          expect(await harness.tellsOf(id)).to.deep.equal({
            postsCount: counted.length,
            lastPostAt: newest === undefined ? null : new Date(newest),
          });
        }
        for (const name of tags) {
          const tagged = posts.filter(({ hashtags, visibility }) => visibility === 'PUBLIC' && hashtags.includes(name));
          expect(await harness.postsTagged(name), name).to.equal(tagged.length);
        }
      }).timeout(60_000);
    }
  });
}
