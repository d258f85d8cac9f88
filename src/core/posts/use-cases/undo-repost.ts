import type { Actor, TransactionRunner } from '../../kernel/index.js';
import { PostNotFound } from '../posts.errors.js';
import type { PostReader } from '../ports/post-reader.js';
import type { PostRepository } from '../ports/post-repository.js';
import type { RemovePost } from '../remove-post.js';
import { passedOnBy } from '../repost.js';

export class UndoRepost {
  constructor(
    private readonly posts: PostRepository,
    private readonly reader: PostReader,
    private readonly remove: RemovePost,
    private readonly transactions: TransactionRunner,
  ) {}

  /**
   * Takes back the actor's own plain repost of this post, or of the one that this post passes on. Repeating it changes nothing. Throws
   * PostNotFound where he does not get to see the post.
   */
  async execute(actor: Actor, postId: string): Promise<void> {
    const post = await this.reader.find(postId, actor.userId);
    if (!post) throw new PostNotFound();
    await this.transactions.run(async () => {
      const id = await this.posts.findRepost(passedOnBy(post).id, actor.userId);
      const repost = id === undefined ? undefined : await this.posts.hold(id);
      if (repost) await this.remove.execute(repost);
    });
  }
}
