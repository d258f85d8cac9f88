import type { PostVisibility } from '../../src/core/posts/index.js';
import type { PeopleWorld } from './people-world.js';

/** A comment to be made for a contract. Live and from the time of the world unless said otherwise. */
export interface CommentWishes {
  readonly content?: string;
  readonly parentId?: string;
  readonly createdAt?: Date;
  readonly deleted?: boolean;
}

export interface CommentCounters {
  readonly ofPost: number;
  /** `[replies, likes]` of each comment asked for. */
  readonly ofComments: readonly (readonly [number, number])[];
}

/** The world around the ports of comments, made without the port under test. Counters are right as made. */
export interface CommentsWorld extends PeopleWorld {
  /** The id of a new post. */
  post(authorId: string, visibility?: PostVisibility): Promise<string>;
  /** The id of a new comment; an answer stands under the root of what it answers. */
  comment(postId: string, authorId: string, wishes?: CommentWishes): Promise<string>;
  like(commentId: string, userId: string): Promise<void>;
  counters(postId: string, ...commentIds: string[]): Promise<CommentCounters>;
}
