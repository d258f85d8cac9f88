import type { Actor, Clock, EventOutbox, IdGenerator, TransactionRunner } from '../../kernel/index.js';
import type { Post } from '../post.js';
import type { PostView } from '../post-view.js';
import { type PostCreated, postsEvents } from '../posts-events.js';
import { NotRepostable, PostNotFound } from '../posts.errors.js';
import type { PostReader } from '../ports/post-reader.js';
import type { PostRepository } from '../ports/post-repository.js';
import { originalOf } from '../repost.js';

/** Passes a post on to one's followers without a word of one's own. To quote it, see CreatePost. */
export class RepostPost {
  constructor(
    private readonly posts: PostRepository,
    private readonly reader: PostReader,
    private readonly transactions: TransactionRunner,
    private readonly outbox: EventOutbox,
    private readonly ids: IdGenerator,
    private readonly clock: Clock,
  ) {}

  /** The repost; the one that is there already when there is one. Throws PostNotFound, NotRepostable. */
  async execute(actor: Actor, postId: string): Promise<PostView> {
    const { id: originalId } = await originalOf(this.reader, postId, actor);
    const id = await this.transactions.run(async () => {
      const original = await this.posts.hold(originalId);
      if (!original) throw new PostNotFound();
      if (original.visibility !== 'PUBLIC') throw new NotRepostable();
      return (await this.posts.findRepost(originalId, actor.userId)) ?? this.#add(actor, originalId);
    });
    const view = await this.reader.find(id, actor.userId);
    if (!view) throw new PostNotFound();
    return view;
  }

  async #add(actor: Actor, repostOfId: string): Promise<string> {
    const post: Post = {
      id: this.ids.next(),
      authorId: actor.userId,
      content: '',
      visibility: 'PUBLIC',
      repostOfId,
      hashtags: [],
      imageIds: [],
      createdAt: this.clock.now(),
    };
    await this.posts.add(post, []);
    const event: PostCreated = {
      postId: post.id,
      authorId: actor.userId,
      visibility: post.visibility,
      mentionedIds: [],
      repostOfId,
    };
    await this.outbox.record(postsEvents.postCreated, event);
    return post.id;
  }
}
