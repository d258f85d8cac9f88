import type { World } from './world.js';

export interface Read {
  /** As the application declares it, the prefix left out. */
  readonly route: string;
  readonly path: (world: World) => string;
  /** Without `who`: for the writer and for guests alike. `guests`: nobody's token is looked at. */
  readonly who?: 'members' | 'guests';
}

/** Every read that a write could make wrong, by a name. */
export const reads = {
  me: { route: '/auth/me', path: () => '/auth/me', who: 'members' },
  profile: { route: '/users/:username', path: ({ writer }) => `/users/${writer.username}` },
  profileById: { route: '/users/:username', path: ({ writer }) => `/users/${writer.id}` },
  starsProfile: { route: '/users/:username', path: ({ star }) => `/users/${star.username}` },
  starsProfileById: { route: '/users/:username', path: ({ star }) => `/users/${star.id}` },
  newcomersProfile: { route: '/users/:username', path: ({ newcomer }) => `/users/${newcomer.username}` },
  starsFollowers: { route: '/users/:id/followers', path: ({ star }) => `/users/${star.id}/followers` },
  following: { route: '/users/:id/following', path: ({ writer }) => `/users/${writer.id}/following` },
  blocked: { route: '/users/blocked', path: () => '/users/blocked', who: 'members' },
  peopleFound: { route: '/users/search', path: ({ writer }) => `/users/search?q=${writer.username}`, who: 'members' },
  feed: { route: '/posts/feed', path: () => '/posts/feed', who: 'members' },
  post: { route: '/posts/:id', path: ({ post }) => `/posts/${post}` },
  ownPost: { route: '/posts/:id', path: ({ own }) => `/posts/${own}` },
  posts: { route: '/posts/user/:userId', path: ({ writer }) => `/posts/user/${writer.id}` },
  starsPosts: { route: '/posts/user/:userId', path: ({ star }) => `/posts/user/${star.id}` },
  liked: { route: '/posts/liked/:userId', path: ({ writer }) => `/posts/liked/${writer.id}` },
  saved: { route: '/posts/saved', path: () => '/posts/saved', who: 'members' },
  hashtag: { route: '/posts/hashtag/:tag', path: ({ hashtag }) => `/posts/hashtag/${hashtag}` },
  postsFound: { route: '/posts/search', path: ({ hashtag }) => `/posts/search?q=${hashtag}` },
  trending: { route: '/posts/trending', path: () => '/posts/trending?limit=50' },
  trendingHashtags: { route: '/posts/hashtags/trending', path: () => '/posts/hashtags/trending?limit=50' },
  comments: { route: '/posts/:id/comments', path: ({ post }) => `/posts/${post}/comments` },
  comment: { route: '/posts/comments/:id', path: ({ comment }) => `/posts/comments/${comment}` },
  ownComment: { route: '/posts/comments/:id', path: ({ ownComment }) => `/posts/comments/${ownComment}` },
  replies: { route: '/posts/comments/:id/replies', path: ({ comment }) => `/posts/comments/${comment}/replies` },
  stats: { route: '/stats', path: () => '/stats', who: 'guests' },
  categories: { route: '/listings/categories', path: () => '/listings/categories', who: 'guests' },
} satisfies Record<string, Read>;

export type ReadName = keyof typeof reads;

/** Reads that show what nobody keeps: they go to the database each time, or tell of this process. */
export const neverKept: readonly string[] = [
  '/auth/sessions',
  '/posts/feed/newer-count',
  '/notifications',
  '/notifications/unread',
  '/notifications/preferences',
  '/admin/cache',
  '/admin/dashboard',
  '/admin/users',
  '/admin/users/:id',
  '/admin/posts',
  '/admin/comments',
  '/admin/reports',
  '/admin/api-keys',
  '/admin/security/audit',
  '/admin/security/audit/summary',
  '/admin/rate-limits',
  '/admin/rate-limits/:policy',
];
