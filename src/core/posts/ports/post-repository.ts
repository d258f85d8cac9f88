import type { Post } from '../post.js';

/**
 * Posts as they are written. Everything that hangs on a post follows it in the same transaction and stays exact whoever else writes: its
 * pictures' places, hashtags and how many public posts each has, mentions, the words that are searched, how often the original is passed on,
 * and of the author how many posts that are not private he has and when he made the newest. A deleted post is nobody's any more; its row stays.
 *
 * All of it takes part in the current transaction. Two that change posts at once wait for each other and never deadlock.
 */
export abstract class PostRepository {
  /** A live post, held until the transaction ends; `undefined` for an unknown or deleted one. */
  abstract hold(postId: string): Promise<Post | undefined>;
  /** `mentionedIds`: people who are named. The pictures are attached already, the original (if any) is live. */
  abstract add(post: Post, mentionedIds: readonly string[]): Promise<void>;
  /** `before` as `hold` answered it. Author, original and time of posting do not change. */
  abstract change(before: Post, after: Post, mentionedIds: readonly string[], at: Date): Promise<void>;
  /**
   * `post` as `hold` answered it. Its pictures are the caller's to let go of, unless a decision removes it (`decisionId`): then they are kept, to be
   * put back, until `letGoOfKept`.
   */
  abstract remove(post: Post, at: Date, decisionId?: string): Promise<void>;
  /** A post that this decision removed, as it was, held; `undefined` for any other, once its pictures are let go of, and for an account that is gone. */
  abstract holdRemoved(postId: string, decisionId: string): Promise<Post | undefined>;
  /** `post` as `holdRemoved` answered it. Everything but a place in the rankings is as it was before it was removed. */
  abstract restore(post: Post, mentionedIds: readonly string[]): Promise<void>;
  /** Ids of pictures of at most `limit` removed posts, which cannot come back any more: of all removed before a time, or of one author. */
  abstract letGoOfKept(of: { readonly removedBefore: Date } | { readonly authorId: string }, limit: number): Promise<string[]>;
  /** The id of a person's plain repost (no text of its own) of this post, `undefined` where there is none. */
  abstract findRepost(originalId: string, authorId: string): Promise<string | undefined>;
  /** Ids of live plain reposts of this post, at most so many. */
  abstract plainReposts(originalId: string, limit: number): Promise<string[]>;
  /** Ids of plain reposts of this post that this decision removed, in the order of their ids, which are greater than `after`. */
  abstract removedReposts(
    originalId: string,
    decisionId: string,
    part: { readonly after: string | undefined; readonly limit: number },
  ): Promise<string[]>;
}
