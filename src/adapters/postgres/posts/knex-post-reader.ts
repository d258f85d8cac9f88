import type { Knex } from 'knex';
import { type Clock, type Page, pageOf, type PageRequest } from '../../../core/kernel/index.js';
import { type PostOrigin, PostReader, type PostView } from '../../../core/posts/index.js';
import type { KnexSession } from '../knex-session.js';
import { newestFirst, onePart } from '../paging.js';
import { profileShownTo } from '../profiles/visibility.js';
import { postColumns, type PostRow, toPostView } from './post-cards.js';
import { shownTo } from './shown-posts.js';

/** A list: the posts in it, as a query over `posts as p` joined with its author `u`, and the columns of its order. */
interface List {
  readonly query: Knex.QueryBuilder;
  readonly at: string;
  readonly id: string;
}

interface OriginRow {
  author_id: string;
  original_id: string | null;
  original_author_id: string | null;
}

/** While a tag has no more public posts than this, they are counted for each viewer. */
const countedExactly = 200;

/**
 * Lists by keyset, in two statements: one tells whether the list is shown and how long it is, one reads the part. The part is cut out of ids
 * and times alone, by an index; whatever else a post shows is read for those few rows.
 */
export class KnexPostReader extends PostReader {
  constructor(
    private readonly session: KnexSession,
    private readonly clock: Clock,
  ) {
    super();
  }

  override async find(postId: string, viewerId: string | undefined): Promise<PostView | undefined> {
    const { db } = this.session;
    const now = this.clock.now();
    const row = await db('posts as p')
      .join('users as u', 'u.id', 'p.author_id')
      .leftJoin('media as a', 'a.id', 'u.avatar_id')
      .where('p.id', postId)
      .modify(shownTo, viewerId, now)
      .first<PostRow | undefined>(postColumns(db, viewerId, now));
    return row && toPostView(row);
  }

  override async origin(postId: string): Promise<PostOrigin | undefined> {
    const row = await this.session
      .db('posts as p')
      .leftJoin('posts as o', 'o.id', 'p.repost_of_id')
      .where('p.id', postId)
      .first<OriginRow | undefined>('p.author_id', 'o.id as original_id', 'o.author_id as original_author_id');
    if (!row) return undefined;
    const { author_id: authorId, original_id: id, original_author_id: by } = row;
    return { authorId, original: id !== null && by !== null ? { id, authorId: by } : null };
  }

  override byAuthor(personId: string, viewerId: string | undefined, page: PageRequest): Promise<Page<PostView> | undefined> {
    const list = (): List => ({ query: this.#posts().where('p.author_id', personId), at: 'p.created_at', id: 'p.id' });
    return this.#ofPerson(personId, list, viewerId, page);
  }

  override likedBy(personId: string, viewerId: string | undefined, page: PageRequest): Promise<Page<PostView> | undefined> {
    return this.#ofPerson(personId, () => this.#tied('post_likes as t', personId), viewerId, page);
  }

  override async savedBy(personId: string, page: PageRequest): Promise<Page<PostView>> {
    const list = (): List => this.#tied('post_saves as t', personId);
    const now = this.clock.now();
    const { total } = await list()
      .query.modify(shownTo, personId, now)
      .first<{ total: string }>(this.session.db.raw('count(*) as total'));
    return this.#part(list(), Number(total), personId, page, now);
  }

  override async byHashtag(name: string, viewerId: string | undefined, page: PageRequest): Promise<Page<PostView>> {
    const { db } = this.session;
    const now = this.clock.now();
    const tagged = (tag: Knex.Value | Knex.Raw): Knex.QueryBuilder =>
      db('post_hashtags as t')
        .join('posts as p', 'p.id', 't.post_id')
        .join('users as u', 'u.id', 'p.author_id')
        .where('t.hashtag_id', tag);
    const exact = tagged(db.ref('h.id')).modify(shownTo, viewerId, now).select(db.raw('count(*)'));
    const tag = await db('hashtags as h')
      .where('h.name', name)
      .first<{ id: string; total: string } | undefined>(
        'h.id',
        db.raw('case when h.posts_count <= ? then (?) else h.posts_count end as total', [countedExactly, exact]),
      );
    if (!tag) return { items: [], total: 0 };
    return this.#part({ query: tagged(tag.id), at: 't.created_at', id: 't.post_id' }, Number(tag.total), viewerId, page, now);
  }

  #posts(): Knex.QueryBuilder {
    return this.session.db('posts as p').join('users as u', 'u.id', 'p.author_id');
  }

  #tied(table: string, personId: string): List {
    const query = this.session
      .db(table)
      .join('posts as p', 'p.id', 't.post_id')
      .join('users as u', 'u.id', 'p.author_id')
      .where('t.user_id', personId);
    return { query, at: 't.created_at', id: 't.post_id' };
  }

  async #ofPerson(
    personId: string,
    list: () => List,
    viewerId: string | undefined,
    page: PageRequest,
  ): Promise<Page<PostView> | undefined> {
    const { db } = this.session;
    const now = this.clock.now();
    const owner = await db('users as w')
      .whereExists(db('users as u').where('u.id', personId).modify(profileShownTo, viewerId, now).select(db.raw('1')))
      .where('w.id', personId)
      .first<{ total: string } | undefined>(list().query.modify(shownTo, viewerId, now).select(db.raw('count(*)')).as('total'));
    return owner && this.#part(list(), Number(owner.total), viewerId, page, now);
  }

  async #part(
    { query, at, id }: List,
    total: number,
    viewerId: string | undefined,
    page: PageRequest,
    now: Date,
  ): Promise<Page<PostView>> {
    if (total === 0) return { items: [], total };
    const picked = query.modify(shownTo, viewerId, now).modify(onePart, at, id, page).select({ id, at });
    return postPage(this.session.db, picked, total, viewerId, page, now);
  }
}

/** The posts of `picked` (columns `id`, `at`; at most one row more than asked), with all that they show. */
export async function postPage(
  db: Knex,
  picked: Knex.QueryBuilder,
  total: number,
  viewerId: string | undefined,
  page: PageRequest,
  now: Date,
): Promise<Page<PostView>> {
  const rows = await db
    .from(picked.as('h'))
    .join('posts as p', 'p.id', 'h.id')
    .join('users as u', 'u.id', 'p.author_id')
    .leftJoin('media as a', 'a.id', 'u.avatar_id')
    .orderBy(newestFirst('h.at', 'h.id'))
    .select<(PostRow & { at: Date })[]>('h.at', postColumns(db, viewerId, now));
  return pageOf(rows, page, total, ({ at, id }) => ({ at, id }), toPostView);
}
