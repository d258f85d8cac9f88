import type { PostVisibility } from '../../src/core/posts/index.js';
import type { PeopleWorld } from './people-world.js';

/** A post to be made for a contract of the feed ports. Public, live, with a text of its own and made now unless said otherwise. */
export interface PostWishes {
  readonly authorId: string;
  readonly at?: Date;
  readonly visibility?: PostVisibility;
  /** Left out: a text; of a repost none, which makes it a plain one. */
  readonly content?: string;
  readonly repostOfId?: string;
  readonly deleted?: boolean;
  readonly hashtags?: readonly string[];
}

/** The world around a port of the feature feed: people, what stands between them, and what they post, made without the port under test. */
export interface FeedWorld extends PeopleWorld {
  post(wishes: PostWishes): Promise<string>;
  /** Ids, in the order of the wishes. */
  posts(wishes: readonly PostWishes[]): Promise<string[]>;
  deletePost(postId: string): Promise<void>;
  hidePost(postId: string, visibility: PostVisibility): Promise<void>;
  like(personId: string, postId: string): Promise<void>;
  comment(personId: string, postId: string): Promise<void>;
  ban(personId: string, until?: Date | null): Promise<void>;
}
