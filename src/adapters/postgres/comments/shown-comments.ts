import type { Knex } from 'knex';
import { shownTo } from '../posts/shown-posts.js';
import { listedFor } from '../profiles/visibility.js';

/*
 * Who sees which comment, in SQL: conditions on a query over `comments as c`. The rule is that of CommentReader; a guest is a viewer `null`: nobody
 * stands in a block with him.
 */

/*
 * An account that is gone counts as banned everywhere else; here it hides nothing: what it wrote is deleted, and the answers below stay.
 */

/** Live, or deleted with something live below. Of a reply `replies_count` tells no more than one level, hence the walk down. */
const standing = `(c.deleted_at is null or c.replies_count > 0 or (c.root_id is not null and exists (
  with recursive below (id, deleted_at) as (
    select k.id, k.deleted_at from comments k where k.parent_id = c.id
    union all
    select k.id, k.deleted_at from below b join comments k on k.parent_id = b.id)
  select 1 from below where below.deleted_at is null)))`;

/** The same for everything below one comment: the walk up from those who are live, once for all. */
const standingBelow = `(c.deleted_at is null or c.id in (
  with recursive kept (id) as (
    select l.parent_id from comments l where l.root_id = :root and l.deleted_at is null
    union
    select k.parent_id from kept join comments k on k.id = kept.id where k.parent_id is not null)
  select kept.id from kept))`;

/** Neither the comment nor one above it was written by somebody who is hidden: the walk up, cheap for few comments. */
const writersShown = `not exists (
  with recursive above (author_id, parent_id) as (
    select a.author_id, a.parent_id from comments a where a.id = c.id
    union all
    select a.author_id, a.parent_id from above b join comments a on a.id = b.parent_id)
  select 1 from above join users w on w.id = above.author_id
  where w.email_verified_at is null
    or (w.banned_at is not null and w.deleted_at is null and (w.banned_until is null or w.banned_until > :now))
    or exists (select 1 from blocks b where b.blocker_id = w.id and b.blocked_id = :viewer)
    or exists (select 1 from blocks b where b.blocker_id = :viewer and b.blocked_id = w.id))`;

/** The same for everything below one comment: the walk down from those who are hidden, once for all. */
const writersShownBelow = `c.id not in (
  with recursive hidden (id) as (
    select h.id from comments h join users w on w.id = h.author_id
    where h.root_id = :root
      and (w.email_verified_at is null
        or (w.banned_at is not null and w.deleted_at is null and (w.banned_until is null or w.banned_until > :now))
        or exists (select 1 from blocks b where b.blocker_id = w.id and b.blocked_id = :viewer)
        or exists (select 1 from blocks b where b.blocker_id = :viewer and b.blocked_id = w.id))
    union
    select k.id from hidden join comments k on k.parent_id = hidden.id)
  select hidden.id from hidden)`;

/** The comments one viewer gets to see at one time. */
export class CommentSight {
  constructor(
    private readonly db: Knex,
    private readonly viewerId: string | undefined,
    private readonly at: Date,
  ) {}

  /** One comment by its id. */
  one(commentId: string): Knex.QueryBuilder {
    const post = this.db('posts as p')
      .join('users as u', 'u.id', 'p.author_id')
      .whereRaw('p.id = c.post_id')
      .modify(shownTo, this.viewerId, this.at)
      .select('p.id');
    return this.db('comments as c')
      .where('c.id', commentId)
      .whereExists(post)
      .modify((query) => this.eachShown(query));
  }

  /** Directly on a post that is shown. */
  onPost(postId: string): Knex.QueryBuilder {
    return this.#byShown().where('c.post_id', postId).whereNull('c.root_id');
  }

  /** Those to a comment itself, which is shown. */
  answersTo(parentId: string): Knex.QueryBuilder {
    return this.#byShown().where('c.parent_id', parentId);
  }

  /** Everything below a comment on the post, which is shown itself. */
  belowRoot(rootId: string): Knex.QueryBuilder {
    return this.db('comments as c')
      .where('c.root_id', rootId)
      .whereRaw(standingBelow, { root: rootId })
      .whereRaw(writersShownBelow, { root: rootId, viewer: this.viewerId ?? null, now: this.at });
  }

  /** For `modify`: asks comment by comment, for a list that ends soon. */
  eachShown(query: Knex.QueryBuilder): void {
    query.whereRaw(standing).whereRaw(writersShown, { viewer: this.viewerId ?? null, now: this.at });
  }

  /** What stands above is shown: the writer alone decides. */
  #byShown(): Knex.QueryBuilder {
    return this.db('comments as c')
      .join('users as u', 'u.id', 'c.author_id')
      .where((writers) => void writers.where((shown) => listedFor(shown, this.viewerId, this.at)).orWhereNotNull('u.deleted_at'))
      .whereRaw(standing);
  }
}
