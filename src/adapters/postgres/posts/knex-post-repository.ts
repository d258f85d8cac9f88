import type { IdGenerator } from '../../../core/kernel/index.js';
import { type Post, PostRepository, type PostVisibility } from '../../../core/posts/index.js';
import { searchDocument } from '../../../core/search/index.js';
import type { KnexSession } from '../knex-session.js';
import { retag } from './hashtag-counts.js';

interface HeldRow {
  id: string;
  author_id: string;
  content: string;
  visibility: PostVisibility;
  repost_of_id: string | null;
  hashtags: string[];
  image_ids: string[] | null;
  created_at: Date;
}

const imageIds = '(select array_agg(i.media_id order by i.position) from post_images i where i.post_id = p.id) as image_ids';

/** What a person's profile tells of his posts. His row is locked already, so that this statement sees what those before him committed. */
const recount = `update users set posts_count = posts_count + :change, last_post_at = (
  select p.created_at from posts p where p.author_id = :author and p.deleted_at is null and p.visibility <> 'PRIVATE'
  order by p.created_at desc, p.id desc limit 1) where id = :author`;

const authorIsThere = 'exists (select 1 from users u where u.id = posts.author_id and u.deleted_at is null)';

const isCounted = ({ visibility }: Pick<Post, 'visibility'>): boolean => visibility !== 'PRIVATE';

/** Locks, in this order, everywhere: the post, the post it passes on, the author, hashtags by name. */
export class KnexPostRepository extends PostRepository {
  constructor(
    private readonly session: KnexSession,
    private readonly ids: IdGenerator,
  ) {
    super();
  }

  override async hold(postId: string): Promise<Post | undefined> {
    const { db } = this.session;
    const live = await db('posts').where({ id: postId }).whereNull('deleted_at').forNoKeyUpdate().first<object | undefined>('id');
    if (!live) return undefined;
    const row = await db('posts as p')
      .where('p.id', postId)
      .first<HeldRow>(
        ...['p.id', 'p.author_id', 'p.content', 'p.visibility', 'p.repost_of_id', 'p.hashtags', 'p.created_at'],
        db.raw(imageIds),
      );
    return toPost(row);
  }

  override async add(post: Post, mentionedIds: readonly string[]): Promise<void> {
    const { db } = this.session;
    if (post.repostOfId) await db('posts').where({ id: post.repostOfId }).increment('repost_count', 1);
    if (isCounted(post)) {
      await db('users')
        .where({ id: post.authorId })
        .update({
          posts_count: db.raw('posts_count + 1'),
          last_post_at: db.raw('greatest(last_post_at, ?)', [post.createdAt]),
        });
    }
    await db('posts').insert({
      id: post.id,
      author_id: post.authorId,
      content: post.content,
      visibility: post.visibility,
      repost_of_id: post.repostOfId,
      hashtags: post.hashtags,
      created_at: post.createdAt,
      updated_at: post.createdAt,
    });
    await this.#placeImages(post);
    await this.#writeWords(post);
    await this.#mention(post.id, mentionedIds);
    await retag(db, this.ids, { ...post, hashtags: [] }, post);
  }

  override async change(before: Post, after: Post, mentionedIds: readonly string[], at: Date): Promise<void> {
    const { db } = this.session;
    await db('posts')
      .where({ id: after.id })
      .update({ content: after.content, visibility: after.visibility, hashtags: after.hashtags, updated_at: at });
    if (isCounted(before) !== isCounted(after)) await this.#recount(after.authorId, isCounted(after) ? 1 : -1);
    if (after.visibility !== 'PUBLIC') await db('trending_posts').where({ post_id: after.id }).del();
    if (before.imageIds.join() !== after.imageIds.join()) {
      await db('post_images').where({ post_id: after.id }).del();
      await this.#placeImages(after);
    }
    if (before.content !== after.content) {
      await db('post_search').where({ post_id: after.id }).del();
      await this.#writeWords(after);
    }
    // Also without another text: whom it names depends on who may see it.
    await db('post_mentions').where({ post_id: after.id }).del();
    await this.#mention(after.id, mentionedIds);
    await retag(db, this.ids, before, after);
  }

  override async remove(post: Post, at: Date, decisionId?: string): Promise<void> {
    const { db } = this.session;
    const kept = decisionId === undefined ? {} : { removed_by: decisionId, kept_image_ids: post.imageIds };
    await db('posts')
      .where({ id: post.id })
      .update({ deleted_at: at, ...kept });
    if (post.repostOfId) await db('posts').where({ id: post.repostOfId }).decrement('repost_count', 1);
    if (isCounted(post)) await this.#recount(post.authorId, -1);
    await db('trending_posts').where({ post_id: post.id }).del();
    await db('post_images').where({ post_id: post.id }).del();
    await db('post_search').where({ post_id: post.id }).del();
    await db('post_mentions').where({ post_id: post.id }).del();
    await retag(db, this.ids, post, { ...post, hashtags: [] });
  }

  override async holdRemoved(postId: string, decisionId: string): Promise<Post | undefined> {
    const row = await this.session
      .db('posts')
      .where({ id: postId, removed_by: decisionId })
      .whereNotNull('deleted_at')
      .whereNotNull('kept_image_ids')
      .whereRaw(authorIsThere)
      .forNoKeyUpdate()
      .first<HeldRow | undefined>(
        ...['id', 'author_id', 'content', 'visibility', 'repost_of_id', 'hashtags', 'created_at'],
        'kept_image_ids as image_ids',
      );
    return row && toPost(row);
  }

  override async restore(post: Post, mentionedIds: readonly string[]): Promise<void> {
    const { db } = this.session;
    await db('posts').where({ id: post.id }).update({ deleted_at: null, removed_by: null, kept_image_ids: null });
    if (post.repostOfId) await db('posts').where({ id: post.repostOfId }).increment('repost_count', 1);
    if (isCounted(post)) await this.#recount(post.authorId, 1);
    await this.#placeImages(post);
    await this.#writeWords(post);
    await this.#mention(post.id, mentionedIds);
    await retag(db, this.ids, { ...post, hashtags: [] }, post);
  }

  override async letGoOfKept(of: { removedBefore: Date } | { authorId: string }, limit: number): Promise<string[]> {
    const { db } = this.session;
    const some = db('posts').whereRaw("kept_image_ids <> '{}'").orderBy('id').limit(limit).forNoKeyUpdate();
    const rows = await (
      'authorId' in of ? some.where({ author_id: of.authorId }) : some.where('deleted_at', '<', of.removedBefore)
    ).select<{ id: string; kept_image_ids: string[] }[]>('id', 'kept_image_ids');
    await db('posts')
      .whereIn(
        'id',
        rows.map(({ id }) => id),
      )
      .update({ kept_image_ids: null });
    return rows.flatMap((row) => row.kept_image_ids);
  }

  override async findRepost(originalId: string, authorId: string): Promise<string | undefined> {
    const row = await this.session
      .db('posts')
      .where({ repost_of_id: originalId, author_id: authorId, content: '' })
      .whereNull('deleted_at')
      .first<{ id: string } | undefined>('id');
    return row?.id;
  }

  override plainReposts(originalId: string, limit: number): Promise<string[]> {
    return this.session
      .db('posts')
      .where({ repost_of_id: originalId, content: '' })
      .whereNull('deleted_at')
      .limit(limit)
      .pluck<string[]>('id');
  }

  override removedReposts(
    originalId: string,
    decisionId: string,
    { after, limit }: { readonly after: string | undefined; readonly limit: number },
  ): Promise<string[]> {
    const removed = this.session
      .db('posts')
      .where({ repost_of_id: originalId, removed_by: decisionId, content: '' })
      .whereNotNull('deleted_at')
      .orderBy('id')
      .limit(limit);
    return (after === undefined ? removed : removed.where('id', '>', after)).pluck<string[]>('id');
  }

  async #recount(authorId: string, change: 1 | -1): Promise<void> {
    const { db } = this.session;
    await db('users').where({ id: authorId }).forNoKeyUpdate().first('id');
    await db.raw(recount, { author: authorId, change });
  }

  async #placeImages({ id, imageIds }: Post): Promise<void> {
    if (imageIds.length === 0) return;
    await this.session
      .db('post_images')
      .insert(imageIds.map((mediaId, position) => ({ post_id: id, media_id: mediaId, position })));
  }

  async #writeWords({ id, content }: Post): Promise<void> {
    if (content === '') return;
    await this.session.db('post_search').insert({ post_id: id, ...searchDocument(content) });
  }

  async #mention(postId: string, mentionedIds: readonly string[]): Promise<void> {
    if (mentionedIds.length === 0) return;
    await this.session.db('post_mentions').insert(mentionedIds.map((userId) => ({ post_id: postId, user_id: userId })));
  }
}

function toPost(row: HeldRow): Post {
  return {
    id: row.id,
    authorId: row.author_id,
    content: row.content,
    visibility: row.visibility,
    repostOfId: row.repost_of_id,
    hashtags: row.hashtags,
    imageIds: row.image_ids ?? [],
    createdAt: row.created_at,
  };
}
