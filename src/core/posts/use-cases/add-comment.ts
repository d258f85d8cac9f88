import type { Actor, Clock, EventOutbox, IdGenerator, TransactionRunner } from '../../kernel/index.js';
import { assertLive, placeOf } from '../comment.js';
import type { CommentView } from '../comment-view.js';
import type { CommentReader } from '../ports/comment-reader.js';
import type { CommentRepository } from '../ports/comment-repository.js';
import type { MentionDirectory } from '../ports/mention-directory.js';
import { mentionsIn } from '../post-text.js';
import { type CommentAdded, postsEvents } from '../posts-events.js';
import { CommentNotFound, PostNotFound } from '../posts.errors.js';

export interface CommentDraft {
  /** Clean already (`plainText`). */
  readonly content: string;
  /** The comment that is answered, itself a reply or not. */
  readonly parentId?: string | null | undefined;
}

export class AddComment {
  constructor(
    private readonly comments: CommentRepository,
    private readonly reader: CommentReader,
    private readonly mentions: MentionDirectory,
    private readonly transactions: TransactionRunner,
    private readonly outbox: EventOutbox,
    private readonly ids: IdGenerator,
    private readonly clock: Clock,
  ) {}

  /** Throws PostNotFound, and CommentNotFound when what is answered is deleted, hidden or stands under another post. */
  execute(actor: Actor, postId: string, { content, parentId }: CommentDraft): Promise<CommentView> {
    const authorId = actor.userId;
    return this.transactions.run(async () => {
      const post = await this.comments.holdPost(postId, authorId);
      if (!post) throw new PostNotFound();
      const parent = parentId ? assertLive(await this.comments.find(parentId, authorId)) : undefined;
      const place = placeOf(postId, parent);
      // Taken while the post is held, so that a later comment never has an earlier time than one already read.
      const id = this.ids.next();
      await this.comments.add({ id, postId, authorId, ...place, content, createdAt: this.clock.now() });
      const mentionedIds = await this.mentions.mentioned(mentionsIn(content), {
        writerId: authorId,
        postAuthorId: post.authorId,
        visibility: post.visibility,
      });
      const added: CommentAdded = {
        commentId: id,
        postId,
        postAuthorId: post.authorId,
        authorId,
        parentId: place.parentId,
        parentAuthorId: parent?.authorId ?? null,
        mentionedIds,
      };
      await this.outbox.record(postsEvents.commentAdded, added);
      const view = await this.reader.find(id, authorId);
      if (!view) throw new CommentNotFound();
      return view;
    });
  }
}
