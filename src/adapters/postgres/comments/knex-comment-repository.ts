import type { Clock } from '../../../core/kernel/index.js';
import {
  type Comment,
  type CommentedPost,
  type CommentRemover,
  CommentRepository,
  type NewComment,
  type PostVisibility,
} from '../../../core/posts/index.js';
import { searchDocument } from '../../../core/search/index.js';
import type { KnexSession } from '../knex-session.js';
import { shownTo } from '../posts/shown-posts.js';
import { CommentSight } from './shown-comments.js';

interface PostRow {
  author_id: string;
  visibility: PostVisibility;
}

interface PlaceRow {
  id: string;
  post_id: string;
  author_id: string;
  parent_id: string | null;
  root_id: string | null;
  content: string;
  deleted_at: Date | null;
}

interface CommentPlaceRow extends PlaceRow {
  post_author_id: string;
  visibility: PostVisibility;
}

export class KnexCommentRepository extends CommentRepository {
  constructor(
    private readonly session: KnexSession,
    private readonly clock: Clock,
  ) {
    super();
  }

  /** `no key` lets likes and whatever else only refers to the post be written meanwhile. */
  override async holdPost(postId: string, viewerId: string): Promise<CommentedPost | undefined> {
    const row = await this.session
      .db('posts as p')
      .join('users as u', 'u.id', 'p.author_id')
      .where('p.id', postId)
      .modify(shownTo, viewerId, this.clock.now())
      .forNoKeyUpdate('p')
      .first<PostRow | undefined>('p.author_id', 'p.visibility');
    return row && { authorId: row.author_id, visibility: row.visibility };
  }

  override async find(commentId: string, viewerId: string): Promise<(Comment & { readonly post: CommentedPost }) | undefined> {
    const row = await new CommentSight(this.session.db, viewerId, this.clock.now())
      .one(commentId)
      .join('posts as q', 'q.id', 'c.post_id')
      .first<CommentPlaceRow | undefined>(
        ...['c.id', 'c.post_id', 'c.author_id', 'c.parent_id', 'c.root_id', 'c.content', 'c.deleted_at'],
        ...['q.author_id as post_author_id', 'q.visibility'],
      );
    return row && { ...toComment(row), post: { authorId: row.post_author_id, visibility: row.visibility } };
  }

  override async add({ id, postId, authorId, parentId, rootId, content, createdAt }: NewComment): Promise<void> {
    const { db } = this.session;
    await db('comments').insert({
      id,
      post_id: postId,
      author_id: authorId,
      parent_id: parentId,
      root_id: rootId,
      content,
      created_at: createdAt,
      updated_at: createdAt,
    });
    await this.#writeWords(id, content);
    await this.#count(postId, parentId, rootId, 1);
  }

  override async change(commentId: string, content: string, at: Date): Promise<boolean> {
    const { db } = this.session;
    const changed = await db('comments').where({ id: commentId, deleted_at: null }).update({ content, updated_at: at });
    if (changed > 0) await this.#writeWords(commentId, content);
    return changed > 0;
  }

  override async remove({ id, postId }: Pick<Comment, 'id' | 'postId'>, at: Date, by?: CommentRemover): Promise<boolean> {
    const { db } = this.session;
    const [gone] = (await db('comments')
      .where({ id, post_id: postId, deleted_at: null })
      .update({ deleted_at: at, deleted_by: by?.deletedBy ?? 'AUTHOR', removed_by: by?.decisionId ?? null })
      .returning(['parent_id', 'root_id'])) as Pick<CommentPlaceRow, 'parent_id' | 'root_id'>[];
    if (!gone) return false;
    await db('comment_search').where({ comment_id: id }).del();
    await this.#count(postId, gone.parent_id, gone.root_id, -1);
    return true;
  }

  override async hold(commentId: string): Promise<Comment | undefined> {
    if (!(await this.#holdPostOf(commentId))) return undefined;
    return this.#place({ id: commentId, deleted_at: null });
  }

  override async holdRemoved(commentId: string, decisionId: string): Promise<Comment | undefined> {
    const post = await this.#holdPostOf(commentId);
    if (!post || post.deleted_at !== null) return undefined;
    const comment = await this.#place({ id: commentId, removed_by: decisionId });
    if (!comment?.isDeleted) return undefined;
    const author = { id: comment.authorId, deleted_at: null };
    return (await this.session.db('users').where(author).first<object | undefined>('id')) && comment;
  }

  override async restore({ id, postId, parentId, rootId, content }: Comment): Promise<void> {
    await this.session.db('comments').where({ id }).update({ deleted_at: null, deleted_by: null, removed_by: null });
    await this.#writeWords(id, content);
    await this.#count(postId, parentId, rootId, 1);
  }

  #holdPostOf(commentId: string): PromiseLike<{ deleted_at: Date | null } | undefined> {
    const { db } = this.session;
    return db('posts')
      .where('id', db('comments').where({ id: commentId }).select('post_id'))
      .forNoKeyUpdate()
      .first<{ deleted_at: Date | null } | undefined>('deleted_at');
  }

  async #place(where: Readonly<Record<string, string | null>>): Promise<Comment | undefined> {
    const row = await this.session
      .db('comments')
      .where(where)
      .first<PlaceRow | undefined>('id', 'post_id', 'author_id', 'parent_id', 'root_id', 'content', 'deleted_at');
    return row && toComment(row);
  }

  async #writeWords(commentId: string, content: string): Promise<void> {
    const words = searchDocument(content);
    await this.session
      .db('comment_search')
      .insert({ comment_id: commentId, ...words })
      .onConflict('comment_id')
      .merge({ ...words });
  }

  /** An answer to a comment on the post counts there once: the two above it are one and the same. */
  async #count(postId: string, parentId: string | null, rootId: string | null, change: 1 | -1): Promise<void> {
    const { db } = this.session;
    await db('posts').where({ id: postId }).increment('comment_count', change);
    const above = [parentId, rootId].filter((id) => id !== null);
    if (above.length > 0) await db('comments').whereIn('id', above).increment('replies_count', change);
  }
}

function toComment(row: PlaceRow): Comment {
  return {
    id: row.id,
    postId: row.post_id,
    authorId: row.author_id,
    parentId: row.parent_id,
    rootId: row.root_id,
    content: row.content,
    isDeleted: row.deleted_at !== null,
  };
}
