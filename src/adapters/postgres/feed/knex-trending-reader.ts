import type { Knex } from 'knex';
import { type TrendingHashtag, TrendingReader } from '../../../core/feed/index.js';
import { type Clock, type Page, pageOf, type PageRequest } from '../../../core/kernel/index.js';
import type { PostView } from '../../../core/posts/index.js';
import type { KnexSession } from '../knex-session.js';
import { postColumns, type PostRow, toPostView } from '../posts/post-cards.js';
import { shownTo } from '../posts/shown-posts.js';

/**
 * Posts that were deleted or hidden left the ranking at once; those of blocked people and of the banned are left out here. Nobody sees a
 * ranked post of his own that others do not: the banned cannot sign in.
 */
const total = `(select count(*) from trending_posts c where c.made_at = ?
  and c.author_id not in (select w.id from users w where w.banned_at is not null and (w.banned_until is null or w.banned_until > ?))
  and c.author_id not in (select b.blocked_id from blocks b where b.blocker_id = ?)
  and c.author_id not in (select b.blocker_id from blocks b where b.blocked_id = ?)) as total`;

type RankedRow = PostRow & { made_at: Date; rank: number; total: string };

export class KnexTrendingReader extends TrendingReader {
  constructor(
    private readonly session: KnexSession,
    private readonly clock: Clock,
  ) {
    super();
  }

  override async posts(viewerId: string | undefined, page: PageRequest): Promise<Page<PostView>> {
    const { db } = this.session;
    const now = this.clock.now();
    const { after } = page;
    const ranking = after ? db.raw('cast(? as timestamptz)', [after.at]) : db('trending_posts').max('made_at');
    const viewer = viewerId ?? null;
    const totalColumn = db.raw(total, [ranking, now, viewer, viewer]);
    const rows = await db
      .from(this.#ranked(ranking, viewerId, page, now).as('h'))
      .join('posts as p', 'p.id', 'h.id')
      .join('users as u', 'u.id', 'p.author_id')
      .leftJoin('media as a', 'a.id', 'u.avatar_id')
      .orderBy('h.rank')
      .select<RankedRow[]>('h.made_at', 'h.rank', totalColumn, postColumns(db, viewerId, now));
    const counted = rows[0] ?? (await db.first<{ total: string }>(totalColumn));
    return pageOf(rows, page, Number(counted.total), ({ made_at, rank }) => ({ at: made_at, id: asId(rank) }), toPostView);
  }

  /** The part that is asked for, and one place more. Each place is looked at by itself, in their order, until there are enough. */
  #ranked(ranking: Knex.Raw | Knex.QueryBuilder, viewerId: string | undefined, { page, limit, after }: PageRequest, now: Date) {
    const { db } = this.session;
    const shown = db('posts as p')
      .join('users as u', 'u.id', 'p.author_id')
      .where('p.id', db.ref('t.post_id'))
      .modify(shownTo, viewerId, now)
      .select('p.id')
      .limit(1);
    const ranked = db('trending_posts as t')
      .joinRaw('cross join lateral (?) as s', [shown] as never)
      .where('t.made_at', ranking)
      .orderBy('t.rank')
      .limit(limit + 1)
      .select('t.made_at', 't.rank', 's.id');
    return after ? ranked.where('t.rank', '>', rankIn(after.id)) : ranked.offset((page - 1) * limit);
  }

  override async hashtags(limit: number): Promise<TrendingHashtag[]> {
    const rows = await this.session
      .db('trending_hashtags as t')
      .join('hashtags as h', 'h.id', 't.hashtag_id')
      .where('h.posts_count', '>', 0)
      .orderBy('t.rank')
      .limit(limit)
      .select<{ id: string; name: string; posts_count: number }[]>('h.id', 'h.name', 'h.posts_count');
    return rows.map((row) => ({ id: row.id, name: row.name, postsCount: row.posts_count }));
  }
}

/** A rank in the form of an id: the post at a position may leave the ranking before the reader goes on, its place stays. */
const asId = (rank: number): string => `00000000-0000-0000-0000-${rank.toString(16).padStart(12, '0')}`;

/** Seven digits always fit the column. */
const rankIn = (id: string): number => Number.parseInt(id.slice(-7), 16);
