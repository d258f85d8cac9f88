import type { Knex } from 'knex';
import {
  type ChainLink,
  type ChainPosition,
  type ChainReport,
  chainStart,
  hashedColumns,
  verifyChain,
} from '../../../core/audit/index.js';

interface PositionRow {
  seq: string;
  hash: string;
}
type LinkRow = PositionRow & { previous_hash: string; at: string } & Record<string, string | null>;

const batchSize = 1_000;

/** Every column as the text that was hashed. */
const linksAfter = `
  select cast(seq as text) as seq, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at, cast(id as text) as id, kind, outcome,
    cast(actor_id as text) as actor_id, subject_type, subject_id, address, user_agent, request_id, cast(count as text) as count,
    cast(facts as text) as facts, cast(before as text) as before, cast(after as text) as after, previous_hash, hash
  from audit_records where (seq, at) > (?, cast(? as timestamptz)) order by audit_records.seq, audit_records.at limit ?`;

/** Looks at the whole chain as it is at one moment. Its hashes are made here: what the database's own functions say is not asked. */
export async function verifyAudit(knex: Knex, expected?: ChainPosition): Promise<ChainReport & { readonly head: ChainPosition }> {
  return knex.transaction(
    async (snapshot) => {
      const head = toPosition(await snapshot('audit_head').first<PositionRow | undefined>('seq', 'hash'));
      const start = toPosition(
        await snapshot('audit_checkpoints').orderBy('seq', 'desc').first<PositionRow | undefined>('seq', 'hash'),
      );
      const links = linksOf(snapshot);
      const report = await verifyChain({ start, head, links, ...(expected ? { expected } : {}) });
      return { ...report, head };
    },
    { isolationLevel: 'repeatable read', readOnly: true },
  );
}

const toPosition = (row: PositionRow | undefined): ChainPosition =>
  row ? { sequence: Number(row.seq), hash: row.hash } : chainStart;

async function* linksOf(snapshot: Knex): AsyncGenerator<ChainLink> {
  for (let last = { seq: '-1', at: '-infinity' }; ;) {
    const { rows } = await snapshot.raw<{ rows: LinkRow[] }>(linksAfter, [last.seq, last.at, batchSize]);
    for (const row of rows) {
      const columns = hashedColumns.map((name) => row[name] ?? null);
      yield { sequence: Number(row.seq), columns, previousHash: row.previous_hash, hash: row.hash };
    }
    const end = rows.at(-1);
    if (!end || rows.length < batchSize) return;
    last = end;
  }
}
