/** The tag of every entry, and the one of every entry of a family: an administrator's way to end them all. */
export const everything = 'all';
export const familyTag = (name: string): string => `family:${name}`;

/**
 * What cached values depend on. A feature's events end tags (see Invalidations); a family names those it depends on. Coarse tags are right for
 * what changes seldom and is shown everywhere (names beside posts); fine ones for what changes often.
 */
export const cacheTags = {
  /** This person: profile, pictures, standing, counts. */
  user: (userId: string) => `user:${userId}`,
  /** How this person looks beside what he did (name, picture, bio), and whether he is shown at all. */
  looks: (userId: string) => `looks:${userId}`,
  /** How anybody looks so, but for the bio: for what shows many people. */
  people: 'people',
  /** What people say of themselves, beside what they did. Meant for `softTags`. */
  bios: 'bios',
  /** Which names belong to whom. */
  usernames: 'usernames',
  /** That somebody has another name than before: for texts that name people. */
  renames: 'renames',
  /** Which posts there are, what they say, and who may see them: for lists. */
  posts: 'posts',
  /** This post as it is shown alone: text, pictures, visibility, counts. */
  post: (postId: string) => `post:${postId}`,
  /** What is said below this post: comments, their likes, and whether the post is shown at all. */
  talk: (postId: string) => `talk:${postId}`,
  /** Which comments there are below any post, and what they say: for what is asked by the id of a comment. */
  comments: 'comments',
  /** Counts beside any post or comment. Meant for `softTags`: likes are too many to end every list. */
  reactions: 'reactions',
  /** Whom this person follows and blocks, and what he did to posts. */
  viewer: (userId: string) => `viewer:${userId}`,
  /** The rankings. */
  trending: 'trending',
  /** What administrators set instead of the configured limits. Not kept in the cache: see RatePolicies. */
  rateLimits: 'rate-limits',
  /** Categories of the marketplace. */
  categories: 'categories',
} as const;
