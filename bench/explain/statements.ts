import type { Knex } from 'knex';

/** A statement as it went to the server. */
export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
}

/** The reading statements that are made while `call` runs: each wording once, with the values it was asked with first. */
export async function readingsOf(knex: Knex, call: () => Promise<unknown>): Promise<Statement[]> {
  const asked = new Map<string, Statement>();
  const note = ({ sql, bindings }: { sql: string; bindings?: readonly unknown[] }): void => {
    const text = sql.trim();
    if (/^(select|with)\b/i.test(text) && !asked.has(text)) asked.set(text, { text, values: bindings ?? [] });
  };
  knex.on('query', note);
  try {
    await call();
  } finally {
    knex.removeListener('query', note);
  }
  return [...asked.values()];
}

interface Connection {
  query(statement: { text: string; values?: readonly unknown[] }): Promise<{ rows: Record<string, unknown>[] }>;
}

/** The plan as it was carried out, line by line, on a connection as the application has it. Whatever it wrote is taken back. */
export async function planOf(knex: Knex, { text, values }: Statement): Promise<string[]> {
  const client = knex.client as {
    acquireConnection(): Promise<Connection>;
    releaseConnection(connection: Connection): Promise<void>;
  };
  const connection = await client.acquireConnection();
  try {
    await connection.query({ text: 'begin' });
    const { rows } = await connection.query({ text: ['explain (analyze, buffers)', text].join(' '), values });
    return rows.map((row) => String(row['QUERY PLAN']));
  } finally {
    await connection.query({ text: 'rollback' });
    await client.releaseConnection(connection);
  }
}

/** Tables that a plan reads from one end to the other. */
export function wholeReads(plan: readonly string[]): string[] {
  return plan.flatMap((line) => /Seq Scan on (\S+)/.exec(line)?.slice(1) ?? []);
}
