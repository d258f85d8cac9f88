import { readFileSync } from 'node:fs';
import type { Knex } from 'knex';
import type { ImageProcessor } from '../../src/core/media/index.js';
import { stableId } from '../../seeds/reference.js';

/** The moment that the demo data of a test counts its times from. */
export const seededAt = new Date('2026-03-08T09:10:00.000Z');

export const strangerAt = new Date('2025-05-05T05:05:05.000Z');
export const strangerId = (name: string): string => stableId(`test:${name}`);
export const stranger = (name: string): Record<string, unknown> => ({
  id: strangerId(name),
  email: `${name}@example.ge`,
  username: name,
  username_key: name,
  full_name: name,
  password_hash: 'none',
  verification_ref: stableId(`test:ref:${name}`),
  search_text: name,
  created_at: strangerAt,
  updated_at: strangerAt,
});

/** Where a test does not look at pictures: the sizes asked for, and a few bytes. */
export const quickImages: ImageProcessor = {
  process: async (file, variants) => ({
    blurhash: 'LEHV6nWB2yk8pyo0adR*.7kCMdnj',
    variants: variants.map(({ name, width, height }) => ({
      name,
      width,
      height: height ?? width,
      body: readFileSync(file).subarray(0, 99),
    })),
  }),
};

const tables = {
  users: ['id'],
  media: ['id'],
  follows: ['follower_id', 'followee_id'],
  posts: ['id'],
  post_images: ['post_id', 'position'],
  post_search: ['post_id'],
  post_likes: ['post_id', 'user_id'],
  post_saves: ['post_id', 'user_id'],
  post_mentions: ['post_id', 'user_id'],
  hashtags: ['id'],
  post_hashtags: ['hashtag_id', 'post_id'],
  comments: ['id'],
  comment_likes: ['comment_id', 'user_id'],
} as const;

type Table = keyof typeof tables;

/** The columns that tests look at, of whatever table. */
interface Row {
  readonly id: string;
  readonly username: string;
  readonly name: string;
  readonly author_id: string;
  readonly post_id: string;
  readonly user_id: string;
  readonly comment_id: string;
  readonly hashtag_id: string;
  readonly parent_id: string | null;
  readonly root_id: string | null;
  readonly repost_of_id: string | null;
  readonly content: string;
  readonly hashtags: readonly string[];
  readonly visibility: 'PUBLIC' | 'FOLLOWERS' | 'PRIVATE';
  readonly like_count: number;
  readonly comment_count: number;
  readonly repost_count: number;
  readonly replies_count: number;
  readonly posts_count: number;
  readonly last_post_at: Date | null;
  readonly created_at: Date;
  readonly deleted_at: Date | null;
}

/** Everything in the tables that demo data is written to, for comparing. */
export async function contents(knex: Knex): Promise<Record<Table, Row[]>> {
  const read = {} as Record<Table, Row[]>;
  for (const [table, key] of Object.entries(tables)) read[table as Table] = await knex(table).orderBy([...key]);
  return read;
}

/** Removes everything that a test has written. */
export async function emptyTables(knex: Knex): Promise<void> {
  for (const table of ['media', 'users', 'hashtags']) await knex(table).del();
}

/** Every counter of the community beside what counting the rows gives: both are the same where all is well. */
export async function counters(knex: Knex): Promise<{ readonly kept: unknown; readonly counted: unknown }> {
  const rows = await contents(knex);
  const liveComments = rows.comments.filter(isLive);
  const livePosts = rows.posts.filter(isLive);
  const publicIds = new Set(livePosts.filter(({ visibility }) => visibility === 'PUBLIC').map(({ id }) => id));
  const shownPosts = (author: string): Row[] =>
    livePosts.filter((post) => post.author_id === author && post.visibility !== 'PRIVATE');
  return {
    kept: {
      people: rows.users.map((row) => [row.id, row.posts_count, row.last_post_at]),
      posts: rows.posts.map((row) => [row.id, row.like_count, row.comment_count, row.repost_count]),
      comments: rows.comments.map((row) => [row.id, row.like_count, row.replies_count]),
      hashtags: rows.hashtags.map((row) => [row.id, row.posts_count]),
    },
    counted: {
      people: rows.users.map(({ id }) => [id, shownPosts(id).length, newest(shownPosts(id))]),
      posts: rows.posts.map(({ id }) => [
        id,
        rows.post_likes.filter((like) => like.post_id === id).length,
        liveComments.filter((comment) => comment.post_id === id).length,
        livePosts.filter((other) => other.repost_of_id === id).length,
      ]),
      comments: rows.comments.map(({ id, root_id: root }) => [
        id,
        rows.comment_likes.filter((like) => like.comment_id === id).length,
        liveComments.filter((other) => other[root === null ? 'root_id' : 'parent_id'] === id).length,
      ]),
      hashtags: rows.hashtags.map(({ id }) => [
        id,
        rows.post_hashtags.filter((tie) => tie.hashtag_id === id && publicIds.has(tie.post_id)).length,
      ]),
    },
  };
}

const isLive = ({ deleted_at: at }: Row): boolean => at === null;

const newest = (posts: readonly Row[]): Date | null =>
  posts.reduce<Date | null>((last, { created_at: at }) => (last === null || at > last ? at : last), null);
