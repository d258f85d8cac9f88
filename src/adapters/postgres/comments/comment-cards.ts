import type { Knex } from 'knex';
import type { CommentDeleter, CommentView } from '../../../core/posts/index.js';
import { toAuthor } from '../posts/post-cards.js';

/** Times are text where the row came as JSON. */
export interface CommentRow {
  id: string;
  content: string;
  post_id: string;
  parent_id: string | null;
  like_count: number;
  replies_count: number;
  created_at: Date | string;
  updated_at: Date | string;
  is_deleted: boolean;
  deleted_by: CommentDeleter | null;
  author_id: string;
  username: string;
  full_name: string;
  bio: string | null;
  avatar_key: string | null;
  is_following: boolean;
  is_liked: boolean;
  replies?: CommentRow[] | null;
}

/** Of a deleted comment neither text nor likes leave the database. */
const columns = `
  c.id, case when c.deleted_at is null then c.content else '' end as content, c.post_id, c.parent_id,
  case when c.deleted_at is null then c.like_count else 0 end as like_count, c.replies_count, c.created_at, c.updated_at,
  c.deleted_at is not null as is_deleted, c.deleted_by,
  u.id as author_id, u.username, u.full_name, u.bio, m.variants -> 0 ->> 'key' as avatar_key,
  exists (select 1 from follows f where f.follower_id = :viewer and f.followee_id = u.id) as is_following,
  c.deleted_at is null
    and exists (select 1 from comment_likes l where l.comment_id = c.id and l.user_id = :viewer) as is_liked`;

/** For `modify`: columns of `CommentRow`, of `comments as c` with their authors. */
export function withCards(query: Knex.QueryBuilder, db: Knex, viewerId: string | undefined): void {
  query
    .join('users as u', 'u.id', 'c.author_id')
    .leftJoin('media as m', 'm.id', 'u.avatar_id')
    .select(db.raw(columns, { viewer: viewerId ?? null }));
}

export function toCommentView(row: CommentRow): CommentView {
  return {
    id: row.id,
    content: row.content,
    postId: row.post_id,
    parentId: row.parent_id,
    author: toAuthor(row),
    likeCount: row.like_count,
    repliesCount: row.replies_count,
    isLiked: row.is_liked,
    isDeleted: row.is_deleted,
    deletedBy: row.deleted_by,
    replies: (row.replies ?? []).map(toCommentView),
    createdAt: new Date(row.created_at),
    updatedAt: new Date(row.updated_at),
  };
}
