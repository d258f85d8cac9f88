import type { Actor, Clock, EventOutbox, TransactionRunner } from '../../kernel/index.js';
import { type DetachMedia, type MediaRepository, MediaNotFound, type StoreImage } from '../../media/index.js';
import { isVisible } from '../../text/index.js';
import { holdOwn } from '../own-post.js';
import { assertPostable, type Post, type PostVisibility } from '../post.js';
import { storeImages } from '../post-images.js';
import { hashtagsIn, mentionsIn } from '../post-text.js';
import type { PostView } from '../post-view.js';
import { type PostChanged, postsEvents } from '../posts-events.js';
import { ImageNotInPost, PostEmpty, PostNotFound } from '../posts.errors.js';
import type { MentionDirectory } from '../ports/mention-directory.js';
import type { PostReader } from '../ports/post-reader.js';
import type { PostRepository } from '../ports/post-repository.js';

/** Fields left out keep their value. `deleteImageIds`: pictures to be taken out; `files`: paths of new ones, which come after those that stay. */
export interface PostChanges {
  readonly content?: string | undefined;
  readonly visibility?: PostVisibility | undefined;
  readonly deleteImageIds: readonly string[];
  readonly files: readonly string[];
}

export class ChangePost {
  constructor(
    private readonly posts: PostRepository,
    private readonly reader: PostReader,
    private readonly mentions: MentionDirectory,
    private readonly storeImage: StoreImage,
    private readonly media: MediaRepository,
    private readonly detach: DetachMedia,
    private readonly transactions: TransactionRunner,
    private readonly outbox: EventOutbox,
    private readonly clock: Clock,
  ) {}

  /**
   * The post afterwards. Throws PostNotFound, ForbiddenPost (somebody else's), PostEmpty, TooManyImages, ImageNotInPost, and what StoreImage throws;
   * the post is then as it was.
   */
  async execute(actor: Actor, postId: string, changes: PostChanges): Promise<PostView> {
    // Before any picture is taken in; decided again below, on the post as it is then.
    await this.transactions.run(async () => changed(await this.#hold(actor, postId), changes, []));
    const added = await storeImages(this.storeImage, this.detach, actor.userId, changes.files);
    try {
      await this.transactions.run(() => this.#change(actor, postId, changes, added));
    } catch (error) {
      await this.detach.execute(added);
      throw error;
    }
    const view = await this.reader.find(postId, actor.userId);
    if (!view) throw new PostNotFound();
    return view;
  }

  /** A plain repost is nothing without its original: while its author does not get to see that one, there is nothing to change. */
  async #hold(actor: Actor, postId: string): Promise<Post> {
    const post = await holdOwn(this.posts, this.reader, actor, postId);
    const isPlainRepost = post.repostOfId !== null && post.content === '';
    if (isPlainRepost && !(await this.reader.find(postId, actor.userId))) throw new PostNotFound();
    return post;
  }

  async #change(actor: Actor, postId: string, changes: PostChanges, added: readonly string[]): Promise<void> {
    const before = await this.#hold(actor, postId);
    const after = changed(before, { ...changes, files: [] }, added);
    const now = this.clock.now();
    for (const imageId of added) if (!(await this.media.attach(imageId, now))) throw new MediaNotFound();
    const place = { writerId: actor.userId, postAuthorId: actor.userId, visibility: after.visibility };
    const mentionedIds = await this.mentions.mentioned(mentionsIn(after.content), place);
    await this.posts.change(before, after, mentionedIds, now);
    await this.detach.execute(changes.deleteImageIds);
    const event: PostChanged = { postId, authorId: actor.userId, visibility: after.visibility, mentionedIds };
    await this.outbox.record(postsEvents.postChanged, event);
  }
}

function changed(before: Post, { content, visibility, deleteImageIds, files }: PostChanges, added: readonly string[]): Post {
  if (deleteImageIds.some((id) => !before.imageIds.includes(id))) throw new ImageNotInPost();
  const imageIds = [...before.imageIds.filter((id) => !deleteImageIds.includes(id)), ...added];
  const text = content ?? before.content;
  const imageCount = imageIds.length + files.length;
  // A quote stays one: without its text it would be a plain repost.
  const isQuote = before.repostOfId !== null && before.content !== '';
  if (isQuote && !isVisible(text)) throw new PostEmpty();
  assertPostable({ content: text, repostOfId: before.repostOfId, imageCount });
  return { ...before, content: text, visibility: visibility ?? before.visibility, hashtags: hashtagsIn(text), imageIds };
}
