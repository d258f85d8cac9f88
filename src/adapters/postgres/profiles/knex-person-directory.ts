import type { Knex } from 'knex';
import { type Clock, type Page, pageOf, type PageRequest } from '../../../core/kernel/index.js';
import { type PersonCard, PersonDirectory } from '../../../core/profiles/index.js';
import { type SearchQuery, searchQuery } from '../../../core/search/index.js';
import type { KnexSession } from '../knex-session.js';
import { newestFirst, onePart } from '../paging.js';
import { canMatchNearly, matchesDirectly, matchesNearly, type SearchedColumns } from '../search/matches.js';
import { rankedTime } from '../search/ranked-time.js';
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
const searched: SearchedColumns = { folded: 'u.search_text', latin: 'u.search_latin' };
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
    const asked = searchQuery(text);
    const direct = await this.#found(matchesDirectly, asked, viewerId, page);
    if (direct.total > 0 || !canMatchNearly(asked)) return direct;
    return this.#found(matchesNearly, asked, viewerId, page);
  }

  /** One statement for the part and the total, which is there also where the part is empty. */
  async #found(
    matches: typeof matchesDirectly,
    asked: SearchQuery,
    viewerId: string,
    page: PageRequest,
  ): Promise<Page<PersonCard>> {
    const { db } = this.session;
    const above = [db.raw('u.username_key = ?', [asked.folded]), db.raw('starts_with(u.username_key, ?)', [asked.folded])];
    const ranked = db('users as u')
      .modify(matches, searched, asked)
      .modify(listedFor, viewerId, this.clock.now())
      .select({ id: 'u.id', at: rankedTime(db, 'u.created_at', searched, asked, above) });
    const part = db.from('m').select('m.id', 'm.at').modify(onePart, 'm.at', 'm.id', page);
    const rows = await db
      .with('m', ranked)
      .from(db('m').count({ total: '*' }).as('c'))
      .leftJoin(part.as('h'), (join) => void join.on(db.raw('true')))
      .leftJoin('users as u', 'u.id', 'h.id')
      .leftJoin('media as a', 'a.id', 'u.avatar_id')
      .orderBy(newestFirst('h.at', 'h.id'))
      .select<(CardRow & { total: string })[]>('c.total', 'h.at', ...cardColumns(db, viewerId));
    const people = rows.filter(({ id }) => id !== null);
    return cards(people, page, Number(rows[0]?.total));
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
