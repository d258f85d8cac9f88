import type { Knex } from 'knex';
import {
  type AdminComment,
  type AdminPerson,
  type ContentQuery,
  type Dashboard,
  type PeopleQuery,
  StaffReader,
} from '../../../core/administration/index.js';
import { normalizeEmail, placeholderEmail } from '../../../core/identity/index.js';
import type { Clock, Page, PageRequest } from '../../../core/kernel/index.js';
import type { PostView } from '../../../core/posts/index.js';
import { searchQuery } from '../../../core/search/index.js';
import { type CommentRow, toCommentView, withCards } from '../comments/comment-cards.js';
import { notBanned } from '../identity/not-banned.js';
import type { KnexSession } from '../knex-session.js';
import { postColumns, type PostRow, toPostView } from '../posts/post-cards.js';
import { matchesDirectly, matchesWords } from '../search/matches.js';
import { type AdminPersonRow, toAdminPerson, withAdminPerson } from './admin-person-row.js';

const dashboard = `
  select
    (select count(*) from users where deleted_at is null and email not like :placeholder) as total,
    (select count(*) from users where deleted_at is null and email not like :placeholder and created_at >= :today) as today,
    (select count(*) from users where deleted_at is null and email not like :placeholder and created_at >= :week) as week,
    (select count(*) from users where banned_at is not null and deleted_at is null
      and (banned_until is null or banned_until > :now)) as banned,
    (select count(*) from posts where deleted_at is null) as posts,
    (select count(*) from posts where deleted_at is null and created_at >= :today) as "postsToday",
    (select count(*) from comments where deleted_at is null) as comments`;

/** Registrations kept for an address that has an account already (RegisterPerson) are nobody. */
const placeholder = placeholderEmail('%');

type Figure = 'total' | 'today' | 'week' | 'banned' | 'posts' | 'postsToday' | 'comments';

const searchedPeople = { folded: 'u.search_text', latin: 'u.search_latin' } as const;
const searchedWords = { folded: 's.folded', latin: 's.latin', words: 's.words' } as const;

/** The columns by which a list of people is sorted; each stands in an index together with what follows. */
const personOrder = { createdAt: 'u.created_at', lastLoginAt: 'u.last_login_at', username: 'u.username_key' } as const;

export class KnexStaffReader extends StaffReader {
  constructor(
    private readonly session: KnexSession,
    private readonly clock: Clock,
  ) {
    super();
  }

  override async dashboard(now: Date, today: Date, week: Date): Promise<Dashboard> {
    const { rows } = await this.session.db.raw<{ rows: Record<Figure, string>[] }>(dashboard, { now, today, week, placeholder });
    const figure = (name: Figure): number => Number(rows[0]?.[name]);
    return {
      users: {
        total: figure('total'),
        newToday: figure('today'),
        newThisWeek: figure('week'),
        banned: figure('banned'),
      },
      posts: { total: figure('posts'), newToday: figure('postsToday') },
      comments: { total: figure('comments') },
    };
  }

  override async person(id: string): Promise<AdminPerson | undefined> {
    const { db } = this.session;
    const row = await db('users as u')
      .where('u.id', id)
      .modify(people)
      .modify(withAdminPerson, db)
      .first<AdminPersonRow | undefined>();
    return row && toAdminPerson(row, this.clock.now());
  }

  override async people(query: PeopleQuery, page: PageRequest): Promise<Page<AdminPerson>> {
    const { db } = this.session;
    const now = this.clock.now();
    const { sortBy, sortOrder } = query;
    const list = db('users as u').modify(people).modify(wanted, query, now);
    const total = await countOf(list.clone());
    const order = { column: personOrder[sortBy], order: sortOrder };
    // Whoever never signed in comes last where the newest come first.
    const nulls = sortBy === 'lastLoginAt' ? ({ nulls: sortOrder === 'desc' ? 'last' : 'first' } as const) : {};
    const rows = (await list
      .modify(withAdminPerson, db)
      .orderBy([
        { ...order, ...nulls },
        { column: 'u.id', order: sortOrder },
      ])
      .modify(onePage, page)) as AdminPersonRow[];
    return { items: rows.map((row) => toAdminPerson(row, now)), total };
  }

  override async posts(query: ContentQuery, viewerId: string, page: PageRequest): Promise<Page<PostView>> {
    const { db } = this.session;
    const posts = db('posts as p')
      .whereNull('p.deleted_at')
      .modify(ofAuthor, 'p', query)
      .modify((list: Knex.QueryBuilder) => {
        if (query.search !== '') list.whereIn('p.id', found(db('post_search as s'), query.search).select('s.post_id'));
      });
    const total = await countOf(posts.clone());
    const rows = (await posts
      .join('users as u', 'u.id', 'p.author_id')
      .leftJoin('media as a', 'a.id', 'u.avatar_id')
      .select(postColumns(db, viewerId, this.clock.now()))
      .modify(inOrder, 'p', query)
      .modify(onePage, page)) as PostRow[];
    return { items: rows.map(toPostView), total };
  }

  override async comments(query: ContentQuery, viewerId: string, page: PageRequest): Promise<Page<AdminComment>> {
    const { db } = this.session;
    const comments = db('comments as c')
      .modify(ofAuthor, 'c', query)
      .modify((list: Knex.QueryBuilder) => {
        if (query.search !== '') list.whereIn('c.id', found(db('comment_search as s'), query.search).select('s.comment_id'));
      });
    const total = await countOf(comments.clone());
    const rows = (await comments
      .modify(withCards, db, viewerId)
      .join('posts as p', 'p.id', 'c.post_id')
      .select('p.content as post_content')
      .modify(inOrder, 'c', query)
      .modify(onePage, page)) as (CommentRow & { post_content: string })[];
    const items = rows.map((row) => ({ comment: toCommentView(row), post: { id: row.post_id, content: row.post_content } }));
    return { items, total };
  }
}

async function countOf(list: Knex.QueryBuilder): Promise<number> {
  const { count } = (await list.count({ count: '*' }).first()) as { count: string };
  return Number(count);
}

/** Of `users as u` those that are there. */
function people(list: Knex.QueryBuilder): void {
  list.whereNull('u.deleted_at').whereNot('u.email', 'like', placeholder);
}

function wanted(list: Knex.QueryBuilder, { search, role, isBanned }: PeopleQuery, now: Date): void {
  if (role !== undefined) list.where('u.role', role);
  if (isBanned === false) list.where(notBanned('u', now));
  if (isBanned === true) {
    list.whereNotNull('u.banned_at').where((ban) => void ban.whereNull('u.banned_until').orWhere('u.banned_until', '>', now));
  }
  if (search === '') return;
  const email = normalizeEmail(search);
  list.where((any) => {
    any.where((named) => void named.modify(matchesDirectly, searchedPeople, searchQuery(search)));
    if (email !== undefined) any.orWhere('u.email', email);
  });
}

const found = (words: Knex.QueryBuilder, search: string): Knex.QueryBuilder =>
  words.modify(matchesWords, searchedWords, searchQuery(search));

function ofAuthor(list: Knex.QueryBuilder, table: 'p' | 'c', { userId }: ContentQuery): void {
  if (userId !== undefined) list.where(`${table}.author_id`, userId);
}

function inOrder(list: Knex.QueryBuilder, table: 'p' | 'c', { sortBy, sortOrder }: ContentQuery): void {
  const time = sortBy === 'createdAt' ? 'created_at' : 'updated_at';
  list.orderBy([
    { column: `${table}.${time}`, order: sortOrder },
    { column: `${table}.id`, order: sortOrder },
  ]);
}

function onePage(list: Knex.QueryBuilder, { page, limit }: PageRequest): void {
  list.limit(limit).offset((page - 1) * limit);
}
