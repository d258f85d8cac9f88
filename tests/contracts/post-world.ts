import type { PostVisibility } from '../../src/core/posts/index.js';
import type { PeopleWorld } from './people-world.js';

/** A post to be made for a contract of the posts ports. Public, live, of now and with some text unless said otherwise. */
export interface PostWishes {
  readonly content?: string;
  readonly visibility?: PostVisibility;
  readonly hashtags?: readonly string[];
  readonly repostOf?: string;
  readonly imageIds?: readonly string[];
  readonly mentions?: readonly string[];
  readonly at?: Date;
  readonly deleted?: boolean;
}

/** The world around a port of the feature posts, made without the port under test. */
export interface PostWorld extends PeopleWorld {
  /** The id of a new post. Counters follow. */
  post(authorId: string, wishes?: PostWishes): Promise<string>;
  /** The id of a new attached picture. */
  image(): Promise<string>;
  like(postId: string, personId: string, at?: Date): Promise<void>;
  save(postId: string, personId: string, at?: Date): Promise<void>;
  setVisibility(postId: string, visibility: PostVisibility): Promise<void>;
  deletePost(postId: string): Promise<void>;
}
