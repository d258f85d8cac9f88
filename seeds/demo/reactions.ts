import { stableId } from '../reference.js';
import { audienceOf, hoursBefore, laterThan, randomOf, someOf } from './audience.js';
import type { CommentRow } from './comments.js';
import { demoPersonId } from './people.js';
import type { DemoPost } from './post.js';

export interface ReactionRow {
  readonly post_id: string;
  readonly user_id: string;
  readonly created_at: Date;
}

export interface CommentLikeRow {
  readonly comment_id: string;
  readonly user_id: string;
  readonly created_at: Date;
}

const likedForHours = 48;
const savedShare = 0.12;

/** A few posts are liked by nearly everybody, most by some: a power law. What was written just now has not been seen by many. */
function howMany(post: DemoPost, audience: number, random: () => number): number {
  const wanted = audience * (1 + 60 * random() ** 1.5) ** -0.45;
  return Math.round(wanted * Math.min(1, 0.3 + post.hoursAgo / 4));
}

/** Likes of a post, and saves by some who liked it. A plain repost has none: people like what it shows. */
export function reactionsTo(post: DemoPost, now: Date): { readonly likes: ReactionRow[]; readonly saves: ReactionRow[] } {
  if (post.text === '') return { likes: [], saves: [] };
  const random = randomOf(`likes:${post.key}`);
  const audience = audienceOf(post);
  const written = hoursBefore(now, post.hoursAgo);
  const likes = someOf(audience, howMany(post, audience.length, random), random).map((username) => ({
    post_id: stableId(`demo:post:${post.key}`),
    user_id: demoPersonId(username),
    created_at: laterThan(written, now, likedForHours, random() ** 2),
  }));
  return { likes, saves: likes.filter(() => random() < savedShare) };
}

const mostCommentLikes = 9;

/** Likes of a comment under a post. */
export function likesOf(comment: CommentRow, post: DemoPost, now: Date): CommentLikeRow[] {
  const random = randomOf(`likes:${comment.id}`);
  const readers = [post.by, ...audienceOf(post)].map(demoPersonId).filter((id) => id !== comment.author_id);
  return someOf(readers, Math.floor(random() ** 4 * (mostCommentLikes + 1)), random).map((userId) => ({
    comment_id: comment.id,
    user_id: userId,
    created_at: laterThan(comment.created_at, now, likedForHours, random() ** 2),
  }));
}
