import type { Knex } from 'knex';
import type { PageRequest } from '../../core/kernel/index.js';

export const newestFirst = (at: string, id: string): { column: string; order: 'desc' }[] => [
  { column: at, order: 'desc' },
  { column: id, order: 'desc' },
];

/** For `modify`: the part that is asked for of a list ordered by (at, id), newest first, and one row more. */
export function onePart(query: Knex.QueryBuilder, at: string, id: string, { page, limit, after }: PageRequest): void {
  if (after) query.whereRaw('(??, ??) < (?, ?)', [at, id, after.at, after.id]);
  else query.offset((page - 1) * limit);
  query.orderBy(newestFirst(at, id)).limit(limit + 1);
}
