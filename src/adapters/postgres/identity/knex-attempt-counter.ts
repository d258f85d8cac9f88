import { AttemptCounter, type AttemptPolicy } from '../../../core/identity/index.js';
import type { KnexSession } from '../knex-session.js';

/** Casts are written out: in a text with named bindings, `::` would be read as one. */
const countTry = `
  insert into attempts as a (key, level, last_at, blocked_until)
  values (:key, 1, cast(:at as timestamptz), case when 1 >= cast(:free as float8)
    then cast(:at as timestamptz) + make_interval(secs => least(cast(:firstBlockSeconds as float8), cast(:maxBlockSeconds as float8))) end)
  on conflict (key) do update set (level, last_at, blocked_until) = (
    select n.level, greatest(a.last_at, excluded.last_at), case when round(n.level) >= cast(:free as float8)
      then excluded.last_at + make_interval(secs => least(cast(:maxBlockSeconds as float8),
        cast(:firstBlockSeconds as float8) * power(cast(2 as float8), least(cast(30 as float8), round(n.level) - cast(:free as float8))))) end
    from (select 1 + greatest(cast(0 as float8), a.level - greatest(cast(0 as float8),
      cast(extract(epoch from excluded.last_at - a.last_at) as float8)) / cast(:leakSeconds as float8)) as level) n)
  where a.blocked_until is null or a.blocked_until <= excluded.last_at
  returning 1`;

/** One row a key. A try is one upsert, so that of many at once each sees what the others did. */
export class KnexAttemptCounter extends AttemptCounter {
  constructor(private readonly session: KnexSession) {
    super();
  }

  override async take(key: string, policy: AttemptPolicy, at: Date): Promise<number> {
    const { free, leakSeconds, firstBlockSeconds, maxBlockSeconds } = policy;
    const values = { key, at, free, leakSeconds, firstBlockSeconds, maxBlockSeconds };
    const counted = await this.session.db.raw<{ rows: unknown[] }>(countTry, values);
    if (counted.rows.length > 0) return 0;
    const row = await this.session
      .db('attempts')
      .where({ key })
      .first<{ blocked_until: Date | null } | undefined>('blocked_until');
    return Math.max(1, Math.ceil(((row?.blocked_until?.getTime() ?? 0) - at.getTime()) / 1_000));
  }

  override async giveBack(key: string): Promise<void> {
    const { db } = this.session;
    await db('attempts')
      .where({ key })
      .update({ level: db.raw('greatest(0, level - 1)'), blocked_until: null });
  }

  override async forget(key: string): Promise<void> {
    await this.session.db('attempts').where({ key }).del();
  }

  override removeIdle(before: Date): Promise<number> {
    return this.session.db('attempts').where('last_at', '<', before).del();
  }
}
