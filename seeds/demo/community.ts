import { hashtagsIn, mentionsIn, type PostVisibility } from '../../src/core/posts/index.js';
import { searchDocument } from '../../src/core/search/index.js';
import { stableId } from '../reference.js';
import { audienceOf, hoursBefore } from './audience.js';
import { type CommentRow, commentsUnder } from './comments.js';
import { demoPersonId } from './people.js';
import { postPictureIds } from './pictures.js';
import type { DemoPost } from './post.js';
import { demoPosts } from './posts.js';
import { type CommentLikeRow, likesOf, type ReactionRow, reactionsTo } from './reactions.js';

export interface PostRow {
  readonly id: string;
  readonly author_id: string;
  readonly content: string;
  readonly visibility: PostVisibility;
  readonly repost_of_id: string | null;
  readonly hashtags: string[];
  readonly created_at: Date;
  readonly updated_at: Date;
}

/** Rows as the product writes them; counters are left out. */
export interface Community {
  readonly posts: readonly PostRow[];
  readonly images: readonly { readonly post_id: string; readonly position: number; readonly media_id: string }[];
  readonly search: readonly { readonly post_id: string; readonly folded: string; readonly latin: string }[];
  readonly mentions: readonly { readonly post_id: string; readonly user_id: string }[];
  readonly likes: readonly ReactionRow[];
  readonly saves: readonly ReactionRow[];
  /** Each after the one it answers. */
  readonly comments: readonly CommentRow[];
  readonly commentLikes: readonly CommentLikeRow[];
}

const postId = (key: string): string => stableId(`demo:post:${key}`);

function toRow({ key, by, text, visibility, passesOn, hoursAgo }: DemoPost, now: Date): PostRow {
  const at = hoursBefore(now, hoursAgo);
  return {
    id: postId(key),
    author_id: demoPersonId(by),
    content: text,
    visibility,
    repost_of_id: passesOn === undefined ? null : postId(passesOn),
    hashtags: hashtagsIn(text),
    created_at: at,
    updated_at: at,
  };
}

/**
 * What the demo people have written and liked by `now`, as far as they are there (ids in `present`). With a person go his posts, what passes
 * these on, his reactions, his comments and the answers to them.
 */
export function communityOf(present: ReadonlySet<string>, now: Date): Community {
  const isThere = (username: string): boolean => present.has(demoPersonId(username));
  const byKey = new Map(demoPosts.map((post) => [post.key, post]));
  const original = ({ passesOn }: DemoPost): DemoPost | undefined => (passesOn === undefined ? undefined : byKey.get(passesOn));
  const posts = demoPosts.filter((post) => isThere(post.by) && isThere(original(post)?.by ?? post.by));
  const reactions = posts.map((post) => reactionsTo(post, now));
  const threads = posts.map((post) => ({ post, comments: answered(commentsUnder(post, now), present) }));
  const byPresent = <R extends { readonly user_id: string }>(rows: readonly R[]): R[] =>
    rows.filter(({ user_id: user }) => present.has(user));
  return {
    posts: posts.map((post) => toRow(post, now)),
    images: posts.flatMap((post) =>
      postPictureIds(post).map((id, position) => ({ post_id: postId(post.key), position, media_id: id })),
    ),
    search: posts.flatMap(({ key, text }) => (text === '' ? [] : [{ post_id: postId(key), ...searchDocument(text) }])),
    mentions: byPresent(posts.flatMap(mentionsOf)),
    likes: byPresent(reactions.flatMap(({ likes }) => likes)),
    saves: byPresent(reactions.flatMap(({ saves }) => saves)),
    comments: threads.flatMap(({ comments }) => comments),
    commentLikes: byPresent(threads.flatMap(({ post, comments }) => comments.flatMap((comment) => likesOf(comment, post, now)))),
  };
}

/** Whoever cannot read the post is not named in it, and nobody is told of himself. */
function mentionsOf(post: DemoPost): Community['mentions'] {
  const readers = new Set(audienceOf(post));
  return mentionsIn(post.text)
    .filter((username) => readers.has(username))
    .map((username) => ({ post_id: postId(post.key), user_id: demoPersonId(username) }));
}

function answered(comments: readonly CommentRow[], present: ReadonlySet<string>): CommentRow[] {
  const kept = new Set<string>();
  return comments.filter(({ id, author_id: author, parent_id: parent }) => {
    const stays = present.has(author) && (parent === null || kept.has(parent));
    if (stays) kept.add(id);
    return stays;
  });
}
