import { RefreshTrending } from '../../../src/core/feed/index.js';
import type { TestApp } from '../../support/build-test-app.js';
import { createPerson, type Person } from '../../support/people.js';
import { ban } from '../profiles/people-api.js';
import { PostsApi } from './posts-api.js';

export const states = ['PUBLIC', 'FOLLOWERS', 'PRIVATE', 'deleted', 'author banned'] as const;
export type State = (typeof states)[number];

/** Who asks. `blocked`: by the author; `blocker`: of the author. The owner comes last: at the end he deletes the post. */
export const viewers = ['guest', 'stranger', 'follower', 'blocked', 'blocker', 'owner'] as const;
export type Viewer = (typeof viewers)[number];

/** The one rule everything else follows from: whether this viewer gets to see a post in this state. */
export function sees(viewer: Viewer, state: State): boolean {
  if (state === 'deleted') return false;
  if (viewer === 'owner') return true;
  if (state === 'author banned' || state === 'PRIVATE' || viewer === 'blocked' || viewer === 'blocker') return false;
  return state === 'PUBLIC' || viewer === 'follower';
}

/** Whether this viewer gets to see the author himself. */
export const seesAuthor = (viewer: Viewer, state: State): boolean => state !== 'author banned' && viewer !== 'blocked';

/** A banned author cannot sign in. */
export const mayCall = (viewer: Viewer, state: State): boolean => !(viewer === 'owner' && state === 'author banned');

/** One post and everybody around it. `fan` likes it, passes it on and quotes it while it is public. */
export interface MatrixWorld {
  readonly state: State;
  readonly postId: string;
  readonly repostId: string;
  readonly quoteId: string;
  readonly tag: string;
  readonly fan: Person;
  readonly who: Readonly<Record<Exclude<Viewer, 'guest'>, Person>>;
}

export const personOf = ({ who }: MatrixWorld, viewer: Viewer): Person | undefined =>
  viewer === 'guest' ? undefined : who[viewer];

async function begin(app: TestApp, posts: PostsApi, state: State): Promise<MatrixWorld> {
  const [stranger, follower, blocked, blocker, owner, fan] = [
    await createPerson(app),
    await createPerson(app),
    await createPerson(app),
    await createPerson(app),
    await createPerson(app),
    await createPerson(app),
  ];
  const who = { stranger, follower, blocked, blocker, owner };
  const tag = `matrix_${state.toLowerCase().replace(' ', '_')}`;
  const { id: postId } = await posts.write(owner, `hello #${tag}`);
  for (const person of Object.values(who)) await posts.send('put', `/${postId}/save`, person).expect(200);
  await posts.send('put', `/${postId}/like`, fan).expect(200);
  const { body } = await posts.send('put', `/${postId}/repost`, fan).expect(200);
  const { id: quoteId } = await posts.write(fan, 'look', { quoteOf: postId });
  await posts.follow(follower, owner).expect(200);
  return { state, postId, repostId: body.data.id as string, quoteId, tag, fan, who };
}

async function arrive(app: TestApp, posts: PostsApi, { state, postId, who }: MatrixWorld): Promise<void> {
  const { owner, blocked, blocker } = who;
  await posts.block(owner, blocked).expect(200);
  await posts.block(blocker, owner).expect(200);
  if (state === 'FOLLOWERS' || state === 'PRIVATE') {
    await posts.send('patch', `/${postId}`, owner).send({ visibility: state }).expect(200);
  }
  if (state === 'deleted') await posts.send('delete', `/${postId}`, owner).expect(200);
  if (state === 'author banned') await ban(app, owner);
}

/** Every post is seen by all, liked, saved, passed on and ranked first; then it comes into its state. */
export async function matrixWorlds(app: TestApp): Promise<MatrixWorld[]> {
  const posts = new PostsApi(app);
  const worlds: MatrixWorld[] = [];
  for (const state of states) worlds.push(await begin(app, posts, state));
  await app.container.get(RefreshTrending).run();
  for (const world of worlds) await arrive(app, posts, world);
  return worlds;
}
