import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { ChainFault, ChainPosition } from '../src/core/audit/index.js';
import { verifyAudit } from '../src/adapters/postgres/audit/audit-chain-on-knex.js';
import { openDatabase } from '../src/composition/database.js';
import { assertReachable } from '../src/composition/startup.js';
import { loadDatabaseConfig } from '../src/config/index.js';
import { runProgram } from './run-program.js';

const help = `Looks whether the audit log is what was written: every row, in order. Reads DATABASE_URL, or DATA_DIR for the embedded engine.

  npm run audit:verify                         exit code 1 when something was altered, removed or put in, with the first place
  npm run audit:verify -- --head FILE          also writes the head of the chain into a file, when all is well
  npm run audit:verify -- --expect HEAD        also compares with a head noted before: SEQUENCE:HASH, or a file that --head wrote

Keep heads outside the database: whoever may do everything there can rewrite the chain to its end, but not what was noted elsewhere.`;

const written = ({ sequence, hash }: ChainPosition): string => `${sequence}:${hash}`;

const faults: Readonly<Record<ChainFault['what'], string>> = {
  altered: 'was altered',
  removed: 'was removed',
  inserted: 'was put in',
};

/** @throws RangeError for what is no head. */
function readHead(given: string): ChainPosition {
  const text = existsSync(given) ? readFileSync(given, 'utf8') : given;
  const match = /^(\d{1,15}):([0-9a-f]{64})$/.exec(text.trim());
  if (!match) throw new RangeError(`No head: ${given}. It must be SEQUENCE:HASH, or a file with that.`);
  return { sequence: Number(match[1]), hash: match[2] ?? '' };
}

async function verify(headFile: string | undefined, expected: ChainPosition | undefined): Promise<number> {
  const config = loadDatabaseConfig();
  const knex = openDatabase(config);
  try {
    await assertReachable(knex, config.database.url);
    const { head, checked, fault, expectation } = await verifyAudit(knex, expected);
    console.log(`Head: ${written(head)}`);
    if (fault) {
      console.error(`Row ${fault.sequence} ${faults[fault.what]}. The ${checked} rows looked at before it are what was written.`);
      return 1;
    }
    console.log(`${checked} rows are what was written.`);
    if (expected && expectation !== 'met') {
      const reason =
        expectation === 'too-old' ? 'is older than all that is kept' : 'is not in this chain: it was rewritten or cut';
      console.error(`The expected head ${written(expected)} ${reason}.`);
      return 1;
    }
    if (expected) console.log(`The expected head ${written(expected)} is part of the chain.`);
    if (headFile !== undefined) writeFileSync(headFile, `${written(head)}\n`);
    return 0;
  } finally {
    await knex.destroy();
  }
}

await runProgram(async (args) => {
  const options = { head: { type: 'string' }, expect: { type: 'string' }, help: { type: 'boolean', short: 'h' } } as const;
  const { values } = parseArgs({ args, options });
  if (values.help) {
    console.log(help);
    return 0;
  }
  return verify(values.head, values.expect === undefined ? undefined : readHead(values.expect));
});
