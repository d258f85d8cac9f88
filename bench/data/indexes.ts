import type { Knex } from 'knex';
import type { Filling } from './filling.js';

/** Filled with many rows. What else there is stays small. */
export const largeTables: readonly string[] = [
  'users',
  'media',
  'follows',
  'blocks',
  'posts',
  'post_images',
  'post_search',
  'post_likes',
  'post_saves',
  'hashtags',
  'post_hashtags',
  'comments',
];

interface TakenDown {
  readonly table: string;
  readonly name: string;
  /** The statement that puts it up again, as the database itself words it. */
  readonly definition: string;
}

/**
 * Indexes that stand for no constraint, and foreign keys: checked once for all rows they cost a fraction of row by row. Primary and unique
 * keys stay, and keep the filling honest.
 */
export async function takeDown({ knex }: Filling): Promise<{ indexes: TakenDown[]; foreignKeys: TakenDown[] }> {
  const indexes = await asked(
    knex,
    `select i.tablename as table, i.indexname as name, i.indexdef as definition
     from pg_indexes i
     where i.schemaname = current_schema() and i.tablename = any(?)
       and not exists (select from pg_constraint c where c.conindid = cast(quote_ident(i.indexname) as regclass) and c.contype in ('p', 'u', 'x'))
     order by 1, 2`,
  );
  const foreignKeys = await asked(
    knex,
    `select c.relname as table, k.conname as name, pg_get_constraintdef(k.oid) as definition
     from pg_constraint k join pg_class c on c.oid = k.conrelid
     where k.contype = 'f' and k.connamespace = cast(current_schema() as regnamespace) and c.relname = any(?)
     order by 1, 2`,
  );
  for (const { table, name } of foreignKeys) await knex.raw('alter table ?? drop constraint ??', [table, name]);
  for (const { name } of indexes) await knex.raw('drop index ??', [name]);
  return { indexes, foreignKeys };
}

async function asked(knex: Knex, sql: string): Promise<TakenDown[]> {
  const { rows } = (await knex.raw(sql, [[...largeTables]])) as { rows: TakenDown[] };
  return rows;
}

export async function putUp(
  { knex, progress }: Filling,
  { indexes, foreignKeys }: Awaited<ReturnType<typeof takeDown>>,
): Promise<void> {
  for (const { name, definition } of indexes) {
    await progress.stage(`index ${name}`, async () => {
      await knex.raw(definition);
    });
  }
  await progress.stage(`${foreignKeys.length} foreign keys`, async () => {
    for (const { table, name, definition } of foreignKeys) {
      const statement = ['alter table ?? add constraint ??', definition].join(' ');
      await knex.raw(statement, [table, name]);
    }
  });
}

/** Statistics for the planner, and the map of what everybody sees, without which no index answers by itself. */
export async function vacuum({ knex, progress }: Filling): Promise<void> {
  await progress.stage('vacuum and analyze', async () => {
    for (const table of largeTables) await knex.raw('vacuum (analyze) ??', [table]);
  });
}
