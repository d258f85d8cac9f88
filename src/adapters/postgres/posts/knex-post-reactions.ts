import type { Clock } from '../../../core/kernel/index.js';
import { type LikeOutcome, PostReactions, type SaveOutcome, type Wish } from '../../../core/posts/index.js';
import type { KnexSession } from '../knex-session.js';
import { shownTo } from './shown-posts.js';

interface Row {
  author_id: string;
  like_count: number;
  added: boolean;
  removed: boolean;
  /** Whether it was there when the statement began to look. */
  was: boolean;
}

/*
 * One statement takes the like away or puts it there and moves the counter by what really happened to the row. `target` comes from the query
 * that says who sees which post.
 */
const like = `
  with target as (?),
  removed as (
    delete from post_likes l using target t where l.post_id = t.id and l.user_id = ? and ? <> 'add' returning l.post_id
  ), added as (
    insert into post_likes (post_id, user_id, created_at)
    select t.id, cast(? as uuid), cast(? as timestamptz) from target t where ? <> 'remove' and not exists (select 1 from removed)
    on conflict do nothing returning post_id
  ), counted as (
    update posts p set like_count = p.like_count + (select count(*) from added) - (select count(*) from removed)
    from target t where p.id = t.id and (exists (select 1 from added) or exists (select 1 from removed)) returning p.like_count
  )
  select t.author_id, coalesce((select like_count from counted), t.like_count) as like_count,
    exists (select 1 from added) as added, exists (select 1 from removed) as removed,
    exists (select 1 from post_likes l where l.post_id = t.id and l.user_id = ?) as was from target t`;

const save = `
  with target as (?),
  removed as (
    delete from post_saves s using target t where s.post_id = t.id and s.user_id = ? and ? <> 'add' returning s.post_id
  ), added as (
    insert into post_saves (post_id, user_id, created_at)
    select t.id, cast(? as uuid), cast(? as timestamptz) from target t where ? <> 'remove' and not exists (select 1 from removed)
    on conflict do nothing returning post_id
  )
  select t.author_id, t.like_count, exists (select 1 from added) as added, exists (select 1 from removed) as removed,
    exists (select 1 from post_saves s where s.post_id = t.id and s.user_id = ?) as was from target t`;

/**
 * A call that neither added nor removed, where there was something to do, lost to another of the same person in between, which it waited for:
 * it is made again, on what stands there now, and so answers the count of now.
 */
const maxRounds = 100;

export class KnexPostReactions extends PostReactions {
  constructor(
    private readonly session: KnexSession,
    private readonly clock: Clock,
  ) {
    super();
  }

  override async like(postId: string, personId: string, wish: Wish, at: Date): Promise<LikeOutcome | undefined> {
    const row = await this.#react(like, postId, personId, wish, at);
    return (
      row && {
        authorId: row.author_id,
        isLiked: isThere(row, wish),
        likesCount: row.like_count,
        changed: row.added || row.removed,
      }
    );
  }

  override async save(postId: string, personId: string, wish: Wish, at: Date): Promise<SaveOutcome | undefined> {
    const row = await this.#react(save, postId, personId, wish, at);
    return row && { isSaved: isThere(row, wish), changed: row.added || row.removed };
  }

  async #react(statement: string, postId: string, personId: string, wish: Wish, at: Date): Promise<Row | undefined> {
    for (let round = 0; round < maxRounds; round += 1) {
      const { db } = this.session;
      const target = db('posts as p')
        .join('users as u', 'u.id', 'p.author_id')
        .where('p.id', postId)
        .modify(shownTo, personId, this.clock.now())
        .select('p.id', 'p.author_id', 'p.like_count');
      const bindings = [target, personId, wish, personId, at, wish, personId];
      const { rows } = await db.raw<{ rows: Row[] }>(statement, bindings as never);
      const [row] = rows;
      if (!row || row.added || row.removed || isAsWished(row, wish)) return row;
    }
    throw new Error('A reaction found no quiet moment');
  }
}

const isThere = ({ added, removed }: Row, wish: Wish): boolean => (wish === 'toggle' ? added && !removed : wish === 'add');

const isAsWished = ({ was }: Row, wish: Wish): boolean => wish !== 'toggle' && was === (wish === 'add');
