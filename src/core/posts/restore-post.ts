import type { EventOutbox } from '../kernel/index.js';
import type { MentionDirectory } from './ports/mention-directory.js';
import type { PostRepository } from './ports/post-repository.js';
import { mentionsIn } from './post-text.js';
import { postsEvents, type PostRestored } from './posts-events.js';
import { NotRestorable } from './posts.errors.js';

/** Takes back that a decision removed a post, inside the caller's transaction. Plain reposts that went with it follow, see RestoreReposts. */
export class RestorePost {
  constructor(
    private readonly posts: PostRepository,
    private readonly mentions: MentionDirectory,
    private readonly outbox: EventOutbox,
  ) {}

  /** Throws NotRestorable. */
  async execute(postId: string, decisionId: string): Promise<void> {
    const post = await this.posts.holdRemoved(postId, decisionId);
    if (!post) throw new NotRestorable();
    const { authorId, content, visibility, repostOfId } = post;
    if (repostOfId !== null && content === '') {
      const isThere = await this.posts.hold(repostOfId);
      if (!isThere || (await this.posts.findRepost(repostOfId, authorId)) !== undefined) throw new NotRestorable();
    }
    const place = { writerId: authorId, postAuthorId: authorId, visibility };
    await this.posts.restore(post, await this.mentions.mentioned(mentionsIn(content), place));
    const event: PostRestored = { postId, authorId, repostOfId, decisionId };
    await this.outbox.record(postsEvents.postRestored, event);
  }
}
