import type { Knex } from 'knex';
import type { Plan } from './plan.js';
import type { Progress } from './progress.js';

/** What every part of the filling works with. `until` is the newest moment of the data: 90 days before it the posts begin. */
export interface Filling {
  readonly knex: Knex;
  readonly plan: Plan;
  readonly progress: Progress;
  readonly until: Date;
  readonly passwordHash: string;
}

/** Milliseconds that the posts are spread over. */
export const spanMs = 90 * 86_400_000;

/** Ordinals in one statement: short enough to show progress, long enough that starting it costs nothing. */
const chunk = 50_000;

type Bindings = Readonly<Record<string, Knex.RawBinding>>;

/** Runs one statement; resolves with the number of rows it wrote. Values go in by name (`:name`). */
export async function write(knex: Knex, sql: string, bindings: Bindings = {}): Promise<number> {
  const { rowCount } = (await knex.raw(sql, bindings)) as { rowCount: number | null };
  return rowCount ?? 0;
}

/** One stage that runs `sql` over ordinals `:low` to below `:high`, from 0 to below `count`, part by part. */
export async function writeInParts(
  { knex, progress }: Filling,
  name: string,
  count: number,
  sql: string,
  bindings: Bindings = {},
): Promise<void> {
  await progress.stage(name, async (done) => {
    for (let low = 0; low < count; low += chunk) {
      done(await write(knex, sql, { ...bindings, low, high: Math.min(low + chunk, count) }));
    }
  });
}
