import type { Knex } from 'knex';

/** A condition for `where`: the person of this table or alias is not banned at this moment. The same as isBanned of the core, in SQL. */
export function notBanned(table: string, at: Date): Knex.QueryCallback {
  return (free) => {
    void free.whereNull(`${table}.banned_at`).orWhere(`${table}.banned_until`, '<=', at);
  };
}
