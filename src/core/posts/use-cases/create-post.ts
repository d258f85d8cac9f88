import type { Actor, Clock, EventOutbox, IdGenerator, TransactionRunner } from '../../kernel/index.js';
import { type DetachMedia, type MediaRepository, MediaNotFound, type StoreImage } from '../../media/index.js';
import { isVisible } from '../../text/index.js';
import { storeImages } from '../post-images.js';
import { assertPostable, type Post, type PostVisibility } from '../post.js';
import { hashtagsIn, mentionsIn } from '../post-text.js';
import type { PostView } from '../post-view.js';
import { type PostCreated, postsEvents } from '../posts-events.js';
import { PostEmpty, PostNotFound } from '../posts.errors.js';
import type { MentionDirectory } from '../ports/mention-directory.js';
import type { PostReader } from '../ports/post-reader.js';
import type { PostRepository } from '../ports/post-repository.js';
import { originalOf } from '../repost.js';

/** `content` is clean already (`plainText`); `files`: paths of uploaded pictures, in order; `quoteOf`: id of the post that is quoted. */
export interface PostDraft {
  readonly content: string;
  readonly visibility: PostVisibility;
  readonly files: readonly string[];
  readonly quoteOf?: string | undefined;
}

export class CreatePost {
  constructor(
    private readonly posts: PostRepository,
    private readonly reader: PostReader,
    private readonly mentions: MentionDirectory,
    private readonly storeImage: StoreImage,
    private readonly media: MediaRepository,
    private readonly detach: DetachMedia,
    private readonly transactions: TransactionRunner,
    private readonly outbox: EventOutbox,
    private readonly ids: IdGenerator,
    private readonly clock: Clock,
  ) {}

  /**
   * The post as its author sees it. Throws PostEmpty, TooManyImages, PostNotFound and NotRepostable (of the quoted post), and what StoreImage
   * throws; nothing is left of it then.
   */
  async execute(actor: Actor, { content, visibility, files, quoteOf }: PostDraft): Promise<PostView> {
    assertPostable({ content, repostOfId: null, imageCount: files.length });
    if (quoteOf !== undefined && !isVisible(content)) throw new PostEmpty();
    const repostOfId = quoteOf === undefined ? null : (await originalOf(this.reader, quoteOf, actor)).id;
    const place = { writerId: actor.userId, postAuthorId: actor.userId, visibility };
    const imageIds = await storeImages(this.storeImage, this.detach, actor.userId, files);
    const id = this.ids.next();
    try {
      await this.transactions.run(async () => {
        const createdAt = this.clock.now();
        for (const imageId of imageIds) if (!(await this.media.attach(imageId, createdAt))) throw new MediaNotFound();
        const hashtags = hashtagsIn(content);
        const post: Post = { id, authorId: actor.userId, content, visibility, repostOfId, hashtags, imageIds, createdAt };
        const mentionedIds = await this.mentions.mentioned(mentionsIn(content), place);
        if (repostOfId !== null && !(await this.posts.hold(repostOfId))) throw new PostNotFound();
        await this.posts.add(post, mentionedIds);
        const event: PostCreated = { postId: id, authorId: actor.userId, visibility, mentionedIds, repostOfId };
        await this.outbox.record(postsEvents.postCreated, event);
      });
    } catch (error) {
      await this.detach.execute(imageIds);
      throw error;
    }
    const view = await this.reader.find(id, actor.userId);
    if (!view) throw new PostNotFound();
    return view;
  }
}
