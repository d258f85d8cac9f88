import type { Post, PostRepository } from '../../../src/core/posts/index.js';
import type { PostWorld } from '../post-world.js';

/** What hangs on a post, as it stands in the store. */
export interface StoredPost {
  readonly hashtags: readonly string[];
  readonly imageIds: readonly string[];
  readonly mentions: readonly string[];
  /** The text that is searched, folded; `null` where there is none. */
  readonly words: string | null;
  readonly repostCount: number;
  readonly isRanked: boolean;
}

export interface PostRepositoryHarness extends PostWorld {
  make(): PostRepository;
  transaction<T>(work: () => Promise<T>): Promise<T>;
  stored(postId: string): Promise<StoredPost>;
  /** Puts the post into the ranking of posts. */
  rank(postId: string): Promise<void>;
  /** What a profile tells of somebody's posts. */
  tellsOf(personId: string): Promise<{ readonly postsCount: number; readonly lastPostAt: Date | null }>;
  /** How many posts a hashtag counts; 0 for one that nobody used. */
  postsTagged(name: string): Promise<number>;
}

export function newPost(harness: PostRepositoryHarness, authorId: string, wishes: Partial<Post> = {}): Post {
  return {
    id: harness.unknownId(),
    authorId,
    content: 'a ride',
    visibility: 'PUBLIC',
    repostOfId: null,
    hashtags: [],
    imageIds: [],
    createdAt: harness.now(),
    ...wishes,
  };
}
