import type { PostVisibility } from '../../src/core/posts/index.js';
import type { PeopleWorld } from './people-world.js';

export interface PostWishes {
  readonly content?: string;
  readonly visibility?: PostVisibility;
  readonly deleted?: boolean;
}

export interface CommentWishes {
  readonly content?: string;
  readonly parentId?: string;
  readonly deleted?: boolean;
}

/** People, and what they publish, made without the port under test. */
export interface CommunityWorld extends PeopleWorld {
  /** The id of a new post. */
  post(authorId: string, wishes?: PostWishes): Promise<string>;
  /** The id of a new comment. */
  comment(authorId: string, postId: string, wishes?: CommentWishes): Promise<string>;
}
