import type { Knex } from 'knex';
import { type Clock, type Page, pageOf, type PageRequest } from '../../../core/kernel/index.js';
import { foldForSearch, type PersonCard, PersonDirectory } from '../../../core/profiles/index.js';
import type { KnexSession } from '../knex-session.js';
import { listedFor, profileShownTo } from './visibility.js';

interface CardRow {
  id: string;
  username: string;
  full_name: string;
  bio: string | null;
  avatar_key: string | null;
  is_following: boolean;
  at: Date;
}

/** A table that ties an owner of a list to the people in it, with a time. */
interface Tie {
  readonly table: 'follows as t' | 'blocks as t';
  readonly owner: string;
  readonly person: string;
}

const followerTie: Tie = { table: 'follows as t', owner: 't.followee_id', person: 't.follower_id' };
const followingTie: Tie = { table: 'follows as t', owner: 't.follower_id', person: 't.followee_id' };
const blockedTie: Tie = { table: 'blocks as t', owner: 't.blocker_id', person: 't.blocked_id' };

/**
 * Lists by keyset: ordered by (time, id) of values that stand in an index, continued after the values of the last row shown. A row that comes or
 * goes elsewhere moves nothing. See https://use-the-index-luke.com/no-offset.
 */
export class KnexPersonDirectory extends PersonDirectory {
  constructor(
    private readonly session: KnexSession,
    private readonly clock: Clock,
  ) {
    super();
  }

  override followers(personId: string, viewerId: string | undefined, page: PageRequest): Promise<Page<PersonCard> | undefined> {
    return this.#follows(followerTie, personId, viewerId, page);
  }

  override following(personId: string, viewerId: string | undefined, page: PageRequest): Promise<Page<PersonCard> | undefined> {
    return this.#follows(followingTie, personId, viewerId, page);
  }

  override async blockedBy(personId: string, page: PageRequest): Promise<Page<PersonCard>> {
    const people = (): Knex.QueryBuilder => this.#tied(blockedTie, personId);
    const { total } = await people().first<{ total: string }>(this.session.db.raw('count(*) as total'));
    return this.#part(blockedTie, people(), Number(total), personId, page);
  }

  override async search(text: string, viewerId: string, page: PageRequest): Promise<Page<PersonCard>> {
    const { db } = this.session;
    const wanted = foldForSearch(text);
    const matches = db('users as u')
      .where('u.search_text', 'like', `%${likeLiteral(wanted)}%`)
      .modify(listedFor, viewerId, this.clock.now());
    const { total } = await matches.clone().first<{ total: string }>(db.raw('count(*) as total'));
    if (Number(total) === 0) return { items: [], total: 0 };
    const ranked = matches.select('u.id', db.raw(rankedTime, [wanted, wanted]));
    const hits = db.from(ranked.as('m')).select('m.id', 'm.at').modify(onePart, 'm.at', 'm.id', page);
    const rows = await db
      .from(hits.as('h'))
      .join('users as u', 'u.id', 'h.id')
      .leftJoin('media as a', 'a.id', 'u.avatar_id')
      .orderBy(newestFirst('h.at', 'h.id'))
      .select<CardRow[]>('h.at', ...cardColumns(db, viewerId));
    return cards(rows, page, Number(total));
  }

  /** One statement tells whether the person is shown and how long the list is; one more reads the part. */
  async #follows(
    tie: Tie,
    personId: string,
    viewerId: string | undefined,
    page: PageRequest,
  ): Promise<Page<PersonCard> | undefined> {
    const { db } = this.session;
    const now = this.clock.now();
    const people = (): Knex.QueryBuilder => this.#tied(tie, personId).modify(listedFor, viewerId, now);
    const owner = await db('users as u')
      .where('u.id', personId)
      .modify(profileShownTo, viewerId, now)
      .first<{ total: string } | undefined>(people().select(db.raw('count(*)')).as('total'));
    return owner && this.#part(tie, people(), Number(owner.total), viewerId, page);
  }

  #tied({ table, owner, person }: Tie, ownerId: string): Knex.QueryBuilder {
    return this.session.db(table).join('users as u', 'u.id', person).where(owner, ownerId);
  }

  async #part(
    { person }: Tie,
    people: Knex.QueryBuilder,
    total: number,
    viewerId: string | undefined,
    page: PageRequest,
  ): Promise<Page<PersonCard>> {
    if (total === 0) return { items: [], total };
    const rows = (await people
      .leftJoin('media as a', 'a.id', 'u.avatar_id')
      .modify(onePart, 't.created_at', person, page)
      .select('t.created_at as at', ...cardColumns(this.session.db, viewerId))) as CardRow[];
    return cards(rows, page, total);
  }
}

/** Rank 2: this very username, 1: a username that begins so, 0: all others. A rank weighs a thousand years, so that (time, id) stays the whole order. */
const rankedTime = `u.created_at + interval '8766000 hours'
  * (case when u.username_key = ? then 2 when starts_with(u.username_key, ?) then 1 else 0 end) as at`;

const newestFirst = (at: string, id: string): { column: string; order: 'desc' }[] => [
  { column: at, order: 'desc' },
  { column: id, order: 'desc' },
];

/** The part that is asked for, and one row more. */
function onePart(query: Knex.QueryBuilder, at: string, id: string, { page, limit, after }: PageRequest): void {
  if (after) query.whereRaw('(??, ??) < (?, ?)', [at, id, after.at, after.id]);
  else query.offset((page - 1) * limit);
  query.orderBy(newestFirst(at, id)).limit(limit + 1);
}

function cardColumns(db: Knex, viewerId: string | undefined): (string | Knex.Raw)[] {
  return [
    ...['u.id', 'u.username', 'u.full_name', 'u.bio'],
    db.raw("a.variants -> 0 ->> 'key' as avatar_key"),
    db.raw('exists (select 1 from follows v where v.follower_id = ? and v.followee_id = u.id) as is_following', [
      viewerId ?? null,
    ]),
  ];
}

function cards(rows: readonly CardRow[], page: PageRequest, total: number): Page<PersonCard> {
  return pageOf(
    rows,
    page,
    total,
    ({ at, id }) => ({ at, id }),
    (row) => ({
      id: row.id,
      username: row.username,
      fullName: row.full_name,
      avatarKey: row.avatar_key,
      bio: row.bio,
      isFollowing: row.is_following,
    }),
  );
}

/** Text that LIKE takes as it is. */
function likeLiteral(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}
