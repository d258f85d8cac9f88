import type { SeededRandom } from '../support/seeded-random.js';
import { FeedModel, type ModelPost } from './feed-model.js';
import type { FeedWorld, PostWishes } from './feed-world.js';

const sizes = { people: 8, posts: 45, reposts: 15, times: 5 } as const;

/** A small world in which most things meet: few people, few different times, blocks, bans, hidden and deleted posts, reposts of those. */
export async function randomFeedWorld(
  world: FeedWorld,
  random: SeededRandom,
  time: (second: number) => Date,
): Promise<{ people: string[]; model: FeedModel }> {
  const model = new FeedModel();
  const people: string[] = [];
  for (let i = 0; i < sizes.people; i += 1) people.push(await world.person());
  await tie(world, random, people, model);

  const draft = (): PostWishes & { at: Date } => ({
    authorId: random.pick(people),
    at: time(random.below(sizes.times)),
    visibility: random.pick(['PUBLIC', 'PUBLIC', 'PUBLIC', 'FOLLOWERS', 'PRIVATE']),
    deleted: random.chance(0.1),
  });
  const write = async (wishes: readonly (PostWishes & { at: Date })[]): Promise<void> => {
    const ids = await world.posts(wishes);
    for (const [i, { authorId, at, visibility = 'PUBLIC', repostOfId = null, deleted = false }] of wishes.entries()) {
      model.add({ id: ids[i] ?? '', authorId, at, visibility, repostOfId, deleted } satisfies ModelPost);
    }
  };
  await write(Array.from({ length: sizes.posts }, draft));
  const originals = [...model.posts.values()];
  const gone = originals.filter(({ deleted, visibility }) => deleted || visibility !== 'PUBLIC');
  const reposts = new Map<string, PostWishes & { at: Date }>();
  for (let i = 0; i < sizes.reposts; i += 1) {
    // A person passes a post on once. Most reposts are new, and many of something gone, so that hidden ones stand where a page begins.
    const { id: repostOfId } = random.pick(random.chance(0.5) ? gone : originals);
    const repost = { ...draft(), visibility: 'PUBLIC' as const, repostOfId };
    if (random.chance(0.7)) repost.at = time(sizes.times + random.below(sizes.times));
    reposts.set(`${repost.authorId} ${repost.repostOfId}`, repost);
  }
  await write([...reposts.values()]);
  for (const person of people) {
    if (!random.chance(0.1)) continue;
    await world.ban(person);
    model.banned.add(person);
  }
  return { people, model };
}

async function tie(world: FeedWorld, random: SeededRandom, people: readonly string[], model: FeedModel): Promise<void> {
  for (const who of people) {
    for (const whom of people) {
      if (who === whom) continue;
      if (random.chance(0.12)) {
        model.block(who, whom);
        await world.block(who, whom);
      }
    }
  }
  for (const who of people) {
    for (const whom of people) {
      if (who === whom || model.blocked(who, whom) || !random.chance(0.6)) continue;
      model.follow(who, whom);
      await world.follow(who, whom);
    }
  }
}
