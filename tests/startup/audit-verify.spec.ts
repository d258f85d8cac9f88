import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import type { Knex } from 'knex';
import { KnexAuditLog } from '../../src/adapters/postgres/audit/knex-audit-log.js';
import { openEmbedded } from '../../src/adapters/postgres/knex-factory.js';
import { KnexSession } from '../../src/adapters/postgres/knex-session.js';
import { migrations } from '../../src/composition/database.js';
import { auditEntry } from '../contracts/audit-entries.js';
import { RunningProgram } from './program.js';

describe('npm run audit:verify', function () {
  this.timeout(120_000);
  const directory = mkdtempSync(path.join(tmpdir(), 'bikearea-verify-'));
  const data = path.join(directory, 'data');
  const headFile = path.join(directory, 'head');
  after(() => rmSync(directory, { recursive: true, force: true }));

  /** Work on the database while no program has it. */
  const onDatabase = async (work: (knex: Knex) => Promise<unknown>): Promise<void> => {
    const knex = openEmbedded({ dataDir: path.join(data, 'postgres') });
    try {
      await work(knex);
    } finally {
      await knex.destroy();
    }
  };
  const append = (rows: number) => (knex: Knex) =>
    new KnexAuditLog(new KnexSession(knex)).append(Array.from({ length: rows }, () => auditEntry()));
  const verify = async (...words: string[]): Promise<{ code: number | null; said: string }> => {
    const program = RunningProgram.start('scripts/audit-verify.ts', { DATA_DIR: data }, ...words);
    return { code: await program.ended(60_000), said: program.everything };
  };

  before(() =>
    onDatabase(async (knex) => {
      await knex.migrate.latest(migrations);
      await append(2_500)(knex);
    }),
  );

  it('finds nothing where nothing was done, says the head and writes it down', async () => {
    const { code, said } = await verify('--head', headFile);
    expect(code, said).to.equal(0);
    expect(said).to.include('2500 rows are what was written.');
    const head = readFileSync(headFile, 'utf8').trim();
    expect(head).to.match(/^2500:[0-9a-f]{64}$/);
    expect(said).to.include(`Head: ${head}`);
  });

  it('finds a head noted before in a chain that has grown since', async () => {
    await onDatabase(append(3));
    expect(await verify('--expect', headFile)).to.include({ code: 0 });
    const other = await verify('--expect', `2500:${'0'.repeat(64)}`);
    expect(other.code).to.equal(1);
    expect(other.said).to.include('was rewritten or cut');
    const nonsense = await verify('--expect', 'nothing');
    expect(nonsense.code).to.equal(1);
    expect(nonsense.said).to.include('No head: nothing');
  });

  it('names the first row that a superuser altered, who had switched the triggers off, and writes no head', async () => {
    await onDatabase(async (knex) => {
      await knex.raw('alter table audit_records disable trigger user');
      await knex.raw("update audit_records set address = '192.0.2.66' where seq in (1234, 2000)");
      await knex.raw('alter table audit_records enable trigger user');
    });
    const other = path.join(directory, 'other-head');
    const { code, said } = await verify('--head', other);
    expect(code).to.equal(1);
    expect(said).to.include('Row 1234 was altered. The 1233 rows looked at before it are what was written.');
    expect(() => readFileSync(other)).to.throw('ENOENT');
  });
});
