import type { Actor, Clock, EventOutbox } from '../kernel/index.js';
import {
  type CommentDeleted,
  CommentNotFound,
  type CommentRepository,
  type CommentRestored,
  NotRestorable,
  PostNotFound,
  type PostRepository,
  postsEvents,
  type RemovePost,
  type RestorePost,
} from '../posts/index.js';
import { administrationEvents } from './administration-events.js';
import type { StaffActs } from './staff-acts.js';

/** Why something is removed. `decisionId`: of the decision on reports, which may be undone; without one there is no way back. */
export interface Removal {
  readonly reason: string | null;
  readonly decisionId?: string;
}

/** What staff take away and bring back, whoever may see it. Inside the caller's transaction. */
export class ContentRemoval {
  constructor(
    private readonly posts: PostRepository,
    private readonly comments: CommentRepository,
    private readonly removePost: RemovePost,
    private readonly restorePost: RestorePost,
    private readonly acts: StaffActs,
    private readonly outbox: EventOutbox,
    private readonly clock: Clock,
  ) {}

  /** Throws PostNotFound for an unknown or deleted one. */
  async post({ userId: actorId }: Actor, postId: string, { reason, decisionId }: Removal): Promise<void> {
    const post = await this.posts.hold(postId);
    if (!post) throw new PostNotFound();
    await this.removePost.execute(post, decisionId);
    const { authorId } = post;
    const act = { actorId, subject: { type: 'post', id: postId }, reason, authorId, decisionId: decisionId ?? null } as const;
    await this.acts.record(administrationEvents.postRemoved, act);
  }

  /** Throws CommentNotFound for an unknown or deleted one. */
  async comment({ userId: actorId }: Actor, commentId: string, { reason, ...removal }: Removal): Promise<void> {
    const decisionId = removal.decisionId ?? null;
    const comment = await this.comments.hold(commentId);
    const by = { deletedBy: 'MODERATOR', decisionId } as const;
    if (!comment || !(await this.comments.remove(comment, this.clock.now(), by))) throw new CommentNotFound();
    const { postId, authorId } = comment;
    const deleted: CommentDeleted = { commentId, postId, authorId };
    await this.outbox.record(postsEvents.commentDeleted, deleted);
    const act = { actorId, subject: { type: 'comment', id: commentId }, reason, authorId, decisionId } as const;
    await this.acts.record(administrationEvents.commentRemoved, act);
  }

  /** Throws NotRestorable. */
  async restore(kind: 'POST' | 'COMMENT', id: string, decisionId: string): Promise<void> {
    if (kind === 'POST') return this.restorePost.execute(id, decisionId);
    const comment = await this.comments.holdRemoved(id, decisionId);
    if (!comment) throw new NotRestorable();
    await this.comments.restore(comment);
    const { postId, authorId } = comment;
    const restored: CommentRestored = { commentId: id, postId, authorId };
    await this.outbox.record(postsEvents.commentRestored, restored);
  }
}
