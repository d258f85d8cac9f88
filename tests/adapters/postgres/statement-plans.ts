import type { Knex } from 'knex';

/** How many statements the work makes. */
export async function statementsOf(knex: Knex, work: () => Promise<unknown>): Promise<number> {
  return (await asked(knex, work)).length;
}

/** The plans of the statements a call makes, with sequential scans priced out: an index that fits is then taken even on small tables. */
export async function plansOf(knex: Knex, call: () => Promise<unknown>): Promise<string[]> {
  const statements = await asked(knex, call);
  return knex.transaction(async (transaction) => {
    await transaction.raw('set local enable_seqscan = off');
    const plans: string[] = [];
    for (const { sql, bindings } of statements) {
      const explain = ['explain', sql.replace(/\$\d+/g, '?')].join(' ');
      const { rows } = (await transaction.raw(explain, bindings)) as { rows: Record<string, string>[] };
      plans.push(rows.map((row) => row['QUERY PLAN']).join('\n'));
    }
    return plans;
  });
}

interface Statement {
  readonly sql: string;
  readonly bindings: Knex.RawBinding[];
}

async function asked(knex: Knex, work: () => Promise<unknown>): Promise<Statement[]> {
  const statements: Statement[] = [];
  const note = (query: Statement): void => void statements.push(query);
  knex.on('query', note);
  await work();
  knex.removeListener('query', note);
  return statements;
}
