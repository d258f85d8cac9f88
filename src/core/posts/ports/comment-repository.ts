import type { Comment, CommentedPost, CommentRemover, NewComment } from '../comment.js';

/**
 * Comments for a change. Whoever adds or removes holds the post first and the comments after it, so that nobody waits in a circle; the counters
 * of the post and of the comments above follow in the same transaction and are exact whoever else writes.
 */
export abstract class CommentRepository {
  /**
   * The post, as the viewer gets to see it, held until the transaction ends: nobody else adds or removes a comment of it meanwhile.
   * `undefined` for an unknown post and for one that is not shown (see PostReader).
   */
  abstract holdPost(postId: string, viewerId: string): Promise<CommentedPost | undefined>;

  /** The comment and its post. `undefined` when it is not shown to the viewer (see CommentReader). Holds nothing. */
  abstract find(commentId: string, viewerId: string): Promise<(Comment & { readonly post: CommentedPost }) | undefined>;

  /** Needs the post held. The comments it answers, if any, are of the same post. */
  abstract add(comment: NewComment): Promise<void>;

  /** Writes the text and the time of the change. False when the comment is deleted or unknown. */
  abstract change(commentId: string, content: string, at: Date): Promise<boolean>;

  /**
   * Marks as deleted, by the author unless said otherwise. Needs the post held. False when the comment was deleted before, or is unknown.
   */
  abstract remove(comment: Pick<Comment, 'id' | 'postId'>, at: Date, by?: CommentRemover): Promise<boolean>;

  /** A comment that is live, be it hidden, and its post held; `undefined` for any other. */
  abstract hold(commentId: string): Promise<Comment | undefined>;

  /** A comment that this decision removed, its post, which is live, held; `undefined` for any other, and for an account that is gone. */
  abstract holdRemoved(commentId: string, decisionId: string): Promise<Comment | undefined>;

  /** `comment` as `holdRemoved` answered it: as it was before it was removed. */
  abstract restore(comment: Comment): Promise<void>;
}
