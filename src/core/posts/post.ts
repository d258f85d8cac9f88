import { ForbiddenPost, PostEmpty, TooManyImages } from './posts.errors.js';
import type { Actor } from '../kernel/index.js';
import { isVisible } from '../text/index.js';

/** PUBLIC: everyone. FOLLOWERS: those who follow the author. PRIVATE: the author alone. */
export type PostVisibility = 'PUBLIC' | 'FOLLOWERS' | 'PRIVATE';

export const postVisibilities = ['PUBLIC', 'FOLLOWERS', 'PRIVATE'] as const satisfies readonly PostVisibility[];

/** Text in graphemes, pictures by number. */
export const postLimits = { content: { max: 2000 }, images: { max: 10 }, comment: { max: 2000 } } as const;

/** What decides over a post when it is changed. */
export interface Post {
  readonly id: string;
  readonly authorId: string;
  readonly content: string;
  readonly visibility: PostVisibility;
  readonly repostOfId: string | null;
  /** Folded names, in the order of the text. */
  readonly hashtags: readonly string[];
  /** Ids of the pictures, in order. */
  readonly imageIds: readonly string[];
  readonly createdAt: Date;
}

/** A post says or shows something, or passes on another one. Throws PostEmpty, TooManyImages. */
export function assertPostable(post: Pick<Post, 'content' | 'repostOfId'> & { readonly imageCount: number }): void {
  if (post.imageCount > postLimits.images.max) throw new TooManyImages(postLimits.images.max);
  if (!isVisible(post.content) && post.imageCount === 0 && post.repostOfId === null) throw new PostEmpty();
}

/** Throws ForbiddenPost unless the post is the actor's own. */
export function assertOwn(post: Pick<Post, 'authorId'>, actor: Actor): void {
  if (post.authorId !== actor.userId) throw new ForbiddenPost();
}
