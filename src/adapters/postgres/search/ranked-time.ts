import type { Knex } from 'knex';
import type { SearchQuery } from '../../../core/search/index.js';
import { containing, maxWords, type SearchedColumns } from './matches.js';

/**
 * The time in `column`, later by a thousand years for each rank: so (time, id) is the whole order of a search, best and newest first, and its
 * cursors stay exact. Texts that hold every word of the question in its own script rank above those that hold another reading of it, and those for
 * which a condition of `above` is true above both, the first condition highest.
 */
export function rankedTime(
  db: Knex,
  column: string,
  { folded }: Pick<SearchedColumns, 'folded'>,
  asked: SearchQuery,
  above: readonly Knex.Raw[] = [],
): Knex.Raw {
  const words = asked.folded.split(/\s+/).slice(0, maxWords).map(containing);
  const ownScript = db.raw('case when ?? like all (cast(? as text[])) then 1 else 0 end', [folded, words]);
  const rank = above.reduceRight(
    (lower, condition, i) => db.raw('case when ? then cast(? as integer) else ? end', [condition, above.length + 1 - i, lower]),
    ownScript,
  );
  return db.raw("?? + interval '8766000 hours' * (?)", [column, rank]);
}
