import type { Knex } from 'knex';
import type { Mention, OriginalPost, PostImage, PostView, PostVisibility } from '../../../core/posts/index.js';
import type { PersonCard } from '../../../core/profiles/index.js';
import { originalRule } from './shown-posts.js';

export interface PostRow {
  id: string;
  content: string;
  visibility: PostVisibility;
  hashtags: string[];
  like_count: number;
  comment_count: number;
  repost_count: number;
  created_at: Date;
  updated_at: Date;
  author_id: string;
  username: string;
  full_name: string;
  bio: string | null;
  avatar_key: string | null;
  is_following: boolean;
  is_liked: boolean;
  is_saved: boolean;
  is_reposted: boolean;
  images: PostImage[] | null;
  mentions: Mention[] | null;
  original: (Omit<OriginalPost, 'createdAt' | 'images'> & { createdAt: string; images: PostImage[] | null }) | null;
}

/** Columns of `PostRow`, of `posts as p` with its author `users as u` and his picture `media as a`. */
const columns = [
  `  p.id, p.content, p.visibility, p.hashtags, p.like_count, p.comment_count, p.repost_count, p.created_at, p.updated_at,
  u.id as author_id, u.username, u.full_name, u.bio, a.variants -> 0 ->> 'key' as avatar_key,
  exists (select 1 from follows f where f.follower_id = :viewer and f.followee_id = u.id) as is_following,
  exists (select 1 from post_likes l where l.post_id = p.id and l.user_id = :viewer) as is_liked,
  exists (select 1 from post_saves s where s.post_id = p.id and s.user_id = :viewer) as is_saved,
  exists (select 1 from posts r where r.repost_of_id = p.id and r.author_id = :viewer and r.content = '' and r.deleted_at is null)
    as is_reposted,
  (select json_agg(json_build_object('id', m.id, 'variants', m.variants, 'blurhash', m.blurhash) order by i.position)
    from post_images i join media m on m.id = i.media_id where i.post_id = p.id) as images,
  (select json_agg(json_build_object('id', n.id, 'username', n.username) order by n.username)
    from post_mentions pm join users n on n.id = pm.user_id where pm.post_id = p.id) as mentions,
  case when p.repost_of_id is not null then (
    select json_build_object('id', o.id, 'content', o.content, 'hashtags', o.hashtags, 'createdAt', o.created_at,
      'images', (select json_agg(json_build_object('id', m.id, 'variants', m.variants, 'blurhash', m.blurhash) order by i.position)
        from post_images i join media m on m.id = i.media_id where i.post_id = o.id),
      'author', json_build_object('id', ou.id, 'username', ou.username, 'fullName', ou.full_name, 'bio', ou.bio,
        'avatarKey', oa.variants -> 0 ->> 'key',
        'isFollowing', exists (select 1 from follows f where f.follower_id = :viewer and f.followee_id = ou.id)))
    from posts o join users ou on ou.id = o.author_id left join media oa on oa.id = ou.avatar_id
    where o.id = p.repost_of_id and`,
  originalRule,
  ') end as original',
].join('');

export function postColumns(db: Knex, viewerId: string | undefined, at: Date): Knex.Raw {
  return db.raw(columns, { viewer: viewerId ?? null, now: at });
}

/** The author of a row that holds `username`, `full_name` and so on beside `author_id`. */
export function toAuthor(row: {
  author_id: string;
  username: string;
  full_name: string;
  bio: string | null;
  avatar_key: string | null;
  is_following: boolean;
}): PersonCard {
  return {
    id: row.author_id,
    username: row.username,
    fullName: row.full_name,
    avatarKey: row.avatar_key,
    bio: row.bio,
    isFollowing: row.is_following,
  };
}

export function toPostView(row: PostRow): PostView {
  const { original } = row;
  return {
    id: row.id,
    content: row.content,
    visibility: row.visibility,
    images: row.images ?? [],
    author: toAuthor(row),
    likeCount: row.like_count,
    commentCount: row.comment_count,
    repostCount: row.repost_count,
    isLiked: row.is_liked,
    isSaved: row.is_saved,
    isReposted: row.is_reposted,
    hashtags: row.hashtags,
    mentions: row.mentions ?? [],
    repostOf: original && { ...original, images: original.images ?? [], createdAt: new Date(original.createdAt) },
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
