import type { Knex } from 'knex';
import { type Clock, type Page, pageOf, type PageRequest } from '../../../core/kernel/index.js';
import { CommentReader, type CommentView, previewedReplies } from '../../../core/posts/index.js';
import type { KnexSession } from '../knex-session.js';
import { shownTo } from '../posts/shown-posts.js';
import { type CommentRow, toCommentView, withCards } from './comment-cards.js';
import { CommentSight } from './shown-comments.js';

type Order = 'asc' | 'desc';

/**
 * Lists by keyset, see KnexPersonDirectory. One statement tells whether what the list hangs on is shown and how long the list is; one more reads
 * the part, the replies shown under each comment included.
 */
export class KnexCommentReader extends CommentReader {
  constructor(
    private readonly session: KnexSession,
    private readonly clock: Clock,
  ) {
    super();
  }

  override async find(commentId: string, viewerId: string | undefined): Promise<CommentView | undefined> {
    const { db } = this.session;
    const row = await this.#sight(viewerId).one(commentId).modify(withCards, db, viewerId).first<CommentRow | undefined>();
    return row && toCommentView(row);
  }

  override async ofPost(postId: string, viewerId: string | undefined, page: PageRequest): Promise<Page<CommentView> | undefined> {
    const { db } = this.session;
    const now = this.clock.now();
    const sight = new CommentSight(db, viewerId, now);
    const post = await db('posts as p')
      .join('users as u', 'u.id', 'p.author_id')
      .where('p.id', postId)
      .modify(shownTo, viewerId, now)
      .first<{ total: string } | undefined>(sight.onPost(postId).select(db.raw('count(*)')).as('total'));
    if (!post) return undefined;
    const firstReplies = db('comments as c')
      .whereRaw('c.root_id = t.id')
      .modify((query) => sight.eachShown(query))
      .modify(withCards, db, viewerId)
      .orderBy(byTime('c', 'asc'))
      .limit(previewedReplies);
    const replies = db.from(firstReplies.as('r')).select(db.raw('json_agg(r order by r.created_at, r.id)'));
    return this.#part(sight.onPost(postId), 'desc', Number(post.total), viewerId, page, replies);
  }

  override async repliesTo(
    commentId: string,
    viewerId: string | undefined,
    page: PageRequest,
  ): Promise<Page<CommentView> | undefined> {
    const { db } = this.session;
    const sight = this.#sight(viewerId);
    const count = (list: Knex.QueryBuilder): Knex.QueryBuilder => list.select(db.raw('count(*)'));
    const comment = await sight
      .one(commentId)
      .first<{ is_root: boolean; total: string } | undefined>(
        db.raw('c.root_id is null as is_root'),
        db.raw('case when c.root_id is null then ? else ? end as total', [
          count(sight.belowRoot(commentId)),
          count(sight.answersTo(commentId)),
        ]),
      );
    if (!comment) return undefined;
    const list = comment.is_root ? sight.belowRoot(commentId) : sight.answersTo(commentId);
    return this.#part(list, 'asc', Number(comment.total), viewerId, page);
  }

  #sight(viewerId: string | undefined): CommentSight {
    return new CommentSight(this.session.db, viewerId, this.clock.now());
  }

  /** First the rows of the part, and one more; then what is shown with each. `replies`: of the comment `t`. */
  async #part(
    list: Knex.QueryBuilder,
    order: Order,
    total: number,
    viewerId: string | undefined,
    page: PageRequest,
    replies?: Knex.QueryBuilder,
  ): Promise<Page<CommentView>> {
    if (total === 0) return { items: [], total };
    const { db } = this.session;
    const part = list.select('c.id', 'c.created_at').modify(onePart, order, page);
    const rows = (await db
      .from(part.as('t'))
      .join('comments as c', 'c.id', 't.id')
      .modify(withCards, db, viewerId)
      .modify((query) => replies && query.select(replies.as('replies')))
      .orderBy(byTime('t', order))) as CommentRow[];
    return pageOf(rows, page, total, ({ created_at, id }) => ({ at: new Date(created_at), id }), toCommentView);
  }
}

const byTime = (table: 'c' | 't', order: Order): { column: string; order: Order }[] => [
  { column: `${table}.created_at`, order },
  { column: `${table}.id`, order },
];

function onePart(query: Knex.QueryBuilder, order: Order, { page, limit, after }: PageRequest): void {
  if (!after) query.offset((page - 1) * limit);
  else if (order === 'asc') query.whereRaw('(c.created_at, c.id) > (?, ?)', [after.at, after.id]);
  else query.whereRaw('(c.created_at, c.id) < (?, ?)', [after.at, after.id]);
  query.orderBy(byTime('c', order)).limit(limit + 1);
}
