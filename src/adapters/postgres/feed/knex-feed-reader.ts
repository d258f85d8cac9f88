import { type Clock, type Keyset, type Page, pageOf, type PageRequest } from '../../../core/kernel/index.js';
import { FeedReader } from '../../../core/feed/index.js';
import type { PostView } from '../../../core/posts/index.js';
import type { KnexSession } from '../knex-session.js';
import { newestFirst } from '../paging.js';
import { postColumns, type PostRow, toPostView } from '../posts/post-cards.js';
import { originalShown } from '../posts/shown-posts.js';

/** The people whose posts come in, with what their profiles tell of these. A block ends follows, so nobody blocked is among them. */
const sources = `
  select u.id, u.posts_count, u.last_post_at from follows f join users u on u.id = f.followee_id
  where f.follower_id = :viewer and u.last_post_at is not null and u.email_verified_at is not null
    and (u.banned_at is null or u.banned_until <= :now)`;

/**
 * The newest k posts below a position can only be made by the k people who posted last below it, by those who posted since, and by the reader: only
 * their posts are looked at. Equal times count as one, so that ids decide among all posts of that moment.
 */
const chosen = `
  select id, last_post_at from sources where last_post_at >= cast(:before as timestamptz)
  union all
  (select id, last_post_at from sources where last_post_at < cast(:before as timestamptz)
    order by last_post_at desc fetch first (:people) rows with ties)`;

const hits = [
  `select n.id, n.at from (select id from chosen union all select cast(:viewer as uuid)) c
  cross join lateral (
    select p.id, p.created_at as at from posts p
    where p.author_id = c.id and p.deleted_at is null and (p.visibility <> 'PRIVATE' or p.author_id = :viewer)
      and (p.created_at, p.id) < (cast(:before as timestamptz), cast(:beforeId as uuid)) and`,
  originalShown,
  `order by p.created_at desc, p.id desc limit :most
  ) n order by n.at desc, n.id desc limit :wanted offset :skipped`,
].join('\n');

const around = `
  select
    (select coalesce(sum(posts_count), 0) from sources)
      + (select count(*) from posts where author_id = :viewer and deleted_at is null) as total,
    (select count(*) from sources) - (select count(*) from chosen) as others,
    (select min(last_post_at) from chosen) as edge`;

const newer = [
  `select count(*) as count from (
    select 1 from follows f join users u on u.id = f.followee_id
    cross join lateral (
      select p.id from posts p
      where p.author_id = u.id and p.deleted_at is null and p.visibility <> 'PRIVATE'
        and (p.created_at, p.id) > (cast(:at as timestamptz), cast(:id as uuid)) and`,
  originalShown,
  `limit :most) n
    where f.follower_id = :viewer and u.last_post_at >= cast(:at as timestamptz) and u.email_verified_at is not null
      and (u.banned_at is null or u.banned_until <= :now)
    limit :most) counted`,
].join('\n');

type FeedRow = PostRow & { at: Date; total: string; others: string; edge: Date | null };

const everybody = 1_000_000_000;
const lastId = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

export class KnexFeedReader extends FeedReader {
  constructor(
    private readonly session: KnexSession,
    private readonly clock: Clock,
  ) {
    super();
  }

  override async page(personId: string, page: PageRequest): Promise<Page<PostView>> {
    const skipped = page.after ? 0 : (page.page - 1) * page.limit;
    let rows = await this.#read(personId, page, skipped, skipped + page.limit + 1);
    if (!isComplete(rows, page.limit + 1)) rows = await this.#read(personId, page, skipped, everybody);
    const total = Number(rows[0]?.total ?? 0);
    const posts = rows.filter(({ id }) => id !== null);
    return pageOf(posts, page, total, ({ at, id }) => ({ at, id }), toPostView);
  }

  override async countNewer(personId: string, { at, id }: Keyset, most: number): Promise<number> {
    const { rows } = await this.session.db.raw<{ rows: { count: string }[] }>(newer, {
      viewer: personId,
      now: this.clock.now(),
      at,
      id,
      most,
    });
    return Number(rows[0]?.count ?? 0);
  }

  /** Always one row at least: what stands around the list comes with each of its posts, and alone when there is none. */
  async #read(viewer: string, { limit, after }: PageRequest, skipped: number, people: number): Promise<FeedRow[]> {
    const { db } = this.session;
    const now = this.clock.now();
    const below = { before: after?.at ?? 'infinity', beforeId: after?.id ?? lastId };
    return db
      .withMaterialized('sources', db.raw(sources, { viewer, now }))
      .withMaterialized('chosen', db.raw(chosen, { ...below, people }))
      .with('hits', db.raw(hits, { viewer, now, ...below, most: skipped + limit + 1, wanted: limit + 1, skipped }))
      .with('around', db.raw(around, { viewer }))
      .from('around as r')
      .leftJoin('hits as h', db.raw('true') as never)
      .leftJoin('posts as p', 'p.id', 'h.id')
      .leftJoin('users as u', 'u.id', 'p.author_id')
      .leftJoin('media as a', 'a.id', 'u.avatar_id')
      .orderBy(newestFirst('h.at', 'h.id'))
      .select<FeedRow[]>('r.total', 'r.others', 'r.edge', 'h.at', postColumns(db, viewer, now));
  }
}

/**
 * Whether nobody outside the chosen can have a post that belongs here. A chosen person's newest post may be a repost of something hidden, so that the
 * part reaches further down than the newest posts of the others: then they must be looked at as well.
 */
function isComplete(rows: readonly FeedRow[], wanted: number): boolean {
  const [first] = rows;
  if (!first || Number(first.others) === 0) return true;
  const last = rows[wanted - 1];
  return last !== undefined && last.id !== null && first.edge !== null && last.at >= first.edge;
}
