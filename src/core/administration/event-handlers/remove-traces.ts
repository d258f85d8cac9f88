import type { Clock, DomainEvent, EventHandler, EventOutbox, TransactionRunner } from '../../kernel/index.js';
import type { DetachMedia } from '../../media/index.js';
import {
  type CommentDeleted,
  type CommentRepository,
  type CommentUnliked,
  type PostRepository,
  postsEvents,
  type PostUnliked,
  type RemovePost,
} from '../../posts/index.js';
import { profileEvents } from '../../profiles/index.js';
import { administrationEvents, type StaffAct } from '../administration-events.js';
import type { PersonTraces } from '../ports/person-traces.js';

const batch = 100;

/**
 * After an account is gone, what the person wrote and did goes, as if he had taken it back himself: counters follow and caches end. In short transactions,
 * so none waits long; after a crash it goes on where it was.
 */
export class RemoveTraces implements EventHandler<StaffAct> {
  readonly eventName = administrationEvents.personDeleted;

  constructor(
    private readonly traces: PersonTraces,
    private readonly posts: PostRepository,
    private readonly comments: CommentRepository,
    private readonly removePost: RemovePost,
    private readonly detach: DetachMedia,
    private readonly outbox: EventOutbox,
    private readonly transactions: TransactionRunner,
    private readonly clock: Clock,
  ) {}

  async handle({ payload: { subject } }: DomainEvent<StaffAct>): Promise<void> {
    const { id } = subject;
    await untilNone(() => this.#removePosts(id));
    await untilNone(() => this.#letGoOfKept(id));
    await untilNone(() => this.#removeComments(id));
    await untilNone(() => this.transactions.run(() => this.#endPostLikes(id)));
    await untilNone(() => this.transactions.run(() => this.#endCommentLikes(id)));
    await untilNone(() => this.transactions.run(() => this.#endFollows(id)));
    await this.transactions.run(() => this.traces.forget(id));
  }

  async #removePosts(personId: string): Promise<number> {
    const ids = await this.traces.posts(personId, batch);
    for (const id of ids) {
      await this.transactions.run(async () => {
        const post = await this.posts.hold(id);
        if (post) await this.removePost.execute(post);
      });
    }
    return ids.length;
  }

  #letGoOfKept(authorId: string): Promise<number> {
    return this.transactions.run(async () => {
      const pictures = await this.posts.letGoOfKept({ authorId }, batch);
      await this.detach.execute(pictures);
      return pictures.length;
    });
  }

  async #removeComments(personId: string): Promise<number> {
    const ids = await this.traces.comments(personId, batch);
    for (const commentId of ids) {
      await this.transactions.run(async () => {
        const comment = await this.comments.hold(commentId);
        if (!comment || !(await this.comments.remove(comment, this.clock.now()))) return;
        const deleted: CommentDeleted = { commentId, postId: comment.postId, authorId: personId };
        await this.outbox.record(postsEvents.commentDeleted, deleted);
      });
    }
    return ids.length;
  }

  async #endPostLikes(likerId: string): Promise<number> {
    const ended = await this.traces.endPostLikes(likerId, batch);
    for (const { postId, authorId } of ended) {
      const unliked: PostUnliked = { postId, authorId, likerId };
      await this.outbox.record(postsEvents.postUnliked, unliked);
    }
    return ended.length;
  }

  async #endCommentLikes(likerId: string): Promise<number> {
    const ended = await this.traces.endCommentLikes(likerId, batch);
    for (const { commentId, postId } of ended) {
      const unliked: CommentUnliked = { commentId, postId, likerId };
      await this.outbox.record(postsEvents.commentUnliked, unliked);
    }
    return ended.length;
  }

  async #endFollows(personId: string): Promise<number> {
    const ended = await this.traces.endFollows(personId, batch);
    for (const follow of ended) await this.outbox.record(profileEvents.personUnfollowed, { ...follow });
    return ended.length;
  }
}

async function untilNone(endSome: () => Promise<number>): Promise<void> {
  while ((await endSome()) > 0);
}
