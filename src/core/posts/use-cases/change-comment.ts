import type { Actor, Clock, EventOutbox, TransactionRunner } from '../../kernel/index.js';
import { assertLive } from '../comment.js';
import type { CommentView } from '../comment-view.js';
import type { CommentReader } from '../ports/comment-reader.js';
import type { CommentRepository } from '../ports/comment-repository.js';
import type { MentionDirectory } from '../ports/mention-directory.js';
import { assertOwn } from '../post.js';
import { mentionsIn } from '../post-text.js';
import { type CommentChanged, postsEvents } from '../posts-events.js';
import { CommentNotFound } from '../posts.errors.js';

export class ChangeComment {
  constructor(
    private readonly comments: CommentRepository,
    private readonly reader: CommentReader,
    private readonly mentions: MentionDirectory,
    private readonly transactions: TransactionRunner,
    private readonly outbox: EventOutbox,
    private readonly clock: Clock,
  ) {}

  /**
   * The comment after the change. The same text again writes nothing. Throws CommentNotFound for one that is deleted or hidden, ForbiddenPost
   * for somebody else's.
   */
  execute(actor: Actor, commentId: string, content: string): Promise<CommentView> {
    return this.transactions.run(async () => {
      const comment = assertLive(await this.comments.find(commentId, actor.userId));
      assertOwn(comment, actor);
      if (comment.content !== content) {
        if (!(await this.comments.change(commentId, content, this.clock.now()))) throw new CommentNotFound();
        const { postId, authorId, post } = comment;
        const mentionedIds = await this.mentions.mentioned(mentionsIn(content), {
          writerId: authorId,
          postAuthorId: post.authorId,
          visibility: post.visibility,
        });
        const changed: CommentChanged = { commentId, postId, authorId, mentionedIds };
        await this.outbox.record(postsEvents.commentChanged, changed);
      }
      const view = await this.reader.find(commentId, actor.userId);
      if (!view) throw new CommentNotFound();
      return view;
    });
  }
}
