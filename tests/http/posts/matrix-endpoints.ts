import { type MatrixWorld, personOf, sees, seesAuthor, type State, type Viewer } from './matrix-world.js';
import type { PostBody, PostsApi } from './posts-api.js';

/** `hidden`: the list or post answers without it or 404 POST_NOT_FOUND; `no person`: 404 USER_NOT_FOUND; `closed`: 401. */
export type Seen = 'shown' | 'hidden' | 'no person' | 'closed';

export interface ReadEndpoint {
  readonly route: string;
  readonly what?: string;
  readonly shows: (viewer: Viewer, state: State) => Seen;
  readonly read: (posts: PostsApi, world: MatrixWorld, viewer: Viewer) => Promise<Seen>;
}

async function ask(posts: PostsApi, path: string, world: MatrixWorld, viewer: Viewer): Promise<Seen | PostBody[]> {
  const { status, body } = await posts.get(path, personOf(world, viewer));
  if (status === 200) return [body.data as PostBody | PostBody[]].flat();
  if (status === 401) return 'closed';
  const code = (body as { error: { code: string } }).error.code;
  if (status === 404 && code === 'POST_NOT_FOUND') return 'hidden';
  if (status === 404 && code === 'USER_NOT_FOUND') return 'no person';
  throw new Error(`${path} answered ${status} ${code}`);
}

/** Whether a post that `holds` is in the answer. */
const look =
  (path: (world: MatrixWorld) => string, holds: (post: PostBody, world: MatrixWorld) => boolean): ReadEndpoint['read'] =>
  async (posts, world, viewer) => {
    const found = await ask(posts, path(world), world, viewer);
    if (typeof found === 'string') return found;
    return found.some((post) => holds(post, world)) ? 'shown' : 'hidden';
  };

const isPost = (post: PostBody, { postId }: MatrixWorld): boolean => post.id === postId;
const isRepost = (post: PostBody, { repostId, postId }: MatrixWorld): boolean =>
  post.id === repostId && post.repostOf?.id === postId;
const holdsQuoted = (post: PostBody, { quoteId, postId }: MatrixWorld): boolean =>
  post.id === quoteId && post.repostOf?.id === postId;
const isQuote = (post: PostBody, { quoteId }: MatrixWorld): boolean => post.id === quoteId;

const seen = (shown: boolean): Seen => (shown ? 'shown' : 'hidden');
const whoSees = (viewer: Viewer, state: State): Seen => seen(sees(viewer, state));
/** What is passed on is what everyone may read: nothing else is shown inside another post, or ranked. */
const whilePublic = (viewer: Viewer, state: State): Seen => seen(sees(viewer, state) && state === 'PUBLIC');
const member =
  (shows: ReadEndpoint['shows']): ReadEndpoint['shows'] =>
  (viewer, state) =>
    viewer === 'guest' ? 'closed' : shows(viewer, state);

export const reads: readonly ReadEndpoint[] = [
  { route: 'get /posts/:id', shows: whoSees, read: look(({ postId }) => `/${postId}`, isPost) },
  {
    route: 'get /posts/user/:userId',
    shows: (viewer, state) => (seesAuthor(viewer, state) ? whoSees(viewer, state) : 'no person'),
    read: look(({ who }) => `/user/${who.owner.id}?limit=100`, isPost),
  },
  { route: 'get /posts/liked/:userId', shows: whoSees, read: look(({ fan }) => `/liked/${fan.id}`, isPost) },
  { route: 'get /posts/saved', shows: member(whoSees), read: look(() => '/saved', isPost) },
  { route: 'get /posts/hashtag/:tag', shows: whoSees, read: look(({ tag }) => `/hashtag/${tag}`, isPost) },
  {
    route: 'get /posts/feed',
    shows: member((viewer, state) => seen(sees(viewer, state) && (viewer === 'follower' || viewer === 'owner'))),
    read: look(() => '/feed', isPost),
  },
  {
    route: 'get /posts/feed/newer-count',
    shows: member((viewer, state) => seen(sees(viewer, state) && viewer === 'follower')),
    read: async (posts, world, viewer) => {
      const { status, body } = await posts.get('/feed/newer-count?since=2000-01-01', personOf(world, viewer));
      return status === 401 ? 'closed' : seen(body.data.count === 1);
    },
  },
  { route: 'get /posts/trending', shows: whilePublic, read: look(() => '/trending?limit=100', isPost) },
  { route: 'get /posts/:id', what: 'a repost', shows: whilePublic, read: look(({ repostId }) => `/${repostId}`, isRepost) },
  { route: 'get /posts/:id', what: 'quoted', shows: whilePublic, read: look(({ quoteId }) => `/${quoteId}`, holdsQuoted) },
  {
    route: 'get /posts/user/:userId',
    what: 'a repost',
    shows: whilePublic,
    read: look(({ fan }) => `/user/${fan.id}`, isRepost),
  },
  {
    route: 'get /posts/user/:userId',
    what: 'quoted',
    shows: whilePublic,
    read: look(({ fan }) => `/user/${fan.id}`, holdsQuoted),
  },
  {
    route: 'get /posts/user/:userId',
    what: 'the quote itself',
    shows: () => 'shown',
    read: look(({ fan }) => `/user/${fan.id}`, isQuote),
  },
];

type Answer = readonly [status: number, code: string | undefined];

export interface WriteEndpoint {
  readonly route: string;
  readonly path: (world: MatrixWorld) => string;
  readonly body?: (world: MatrixWorld) => object;
  readonly answers: (viewer: Viewer, state: State) => Answer;
}

const done: Answer = [200, undefined];
const notThere: Answer = [404, 'POST_NOT_FOUND'];

/** To those who do not see the post everything answers the same. */
const onSeen =
  (answers: (viewer: Viewer, state: State) => Answer): WriteEndpoint['answers'] =>
  (viewer, state) => {
    if (viewer === 'guest') return [401, 'UNAUTHENTICATED'];
    return sees(viewer, state) ? answers(viewer, state) : notThere;
  };
const everyone = onSeen(() => done);
const ownersAlone = onSeen((viewer) => (viewer === 'owner' ? done : [403, 'FORBIDDEN']));
const passedOn = (status: number): WriteEndpoint['answers'] =>
  onSeen((_viewer, state) => (state === 'PUBLIC' ? [status, undefined] : [403, 'NOT_REPOSTABLE']));

const on =
  (suffix: string) =>
  ({ postId }: MatrixWorld): string =>
    `/${postId}${suffix}`;

/** In this order: the last one ends the post. */
export const writes: readonly WriteEndpoint[] = [
  ...['put', 'delete', 'post'].flatMap((method) => [
    { route: `${method} /posts/:id/like`, path: on('/like'), answers: everyone },
    { route: `${method} /posts/:id/save`, path: on('/save'), answers: everyone },
  ]),
  ...['put', 'post'].map((method) => ({ route: `${method} /posts/:id/repost`, path: on('/repost'), answers: passedOn(200) })),
  { route: 'delete /posts/:id/repost', path: on('/repost'), answers: everyone },
  { route: 'post /posts', path: () => '', body: ({ postId }) => ({ content: 'see', quoteOf: postId }), answers: passedOn(201) },
  {
    route: 'post /posts/:id/report',
    path: on('/report'),
    body: () => ({ category: 'SPAM' }),
    answers: onSeen((viewer) => (viewer === 'owner' ? [400, 'CANNOT_REPORT_OWN'] : [201, undefined])),
  },
  { route: 'patch /posts/:id', path: on(''), body: () => ({ content: 'changed' }), answers: ownersAlone },
  { route: 'delete /posts/:id', path: on(''), answers: ownersAlone },
];
