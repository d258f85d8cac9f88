import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { expect } from 'chai';
import type { Knex } from 'knex';
import { verifyAudit } from '../../../src/adapters/postgres/audit/audit-chain-on-knex.js';
import { connectServer } from '../../../src/adapters/postgres/knex-factory.js';
import { KnexAuditArchive } from '../../../src/adapters/postgres/audit/knex-audit-archive.js';
import { KnexAuditLog } from '../../../src/adapters/postgres/audit/knex-audit-log.js';
import { KnexAuditReader } from '../../../src/adapters/postgres/audit/knex-audit-reader.js';
import { KnexSession } from '../../../src/adapters/postgres/knex-session.js';
import { projectRoot } from '../../../src/config/index.js';
import { auditEntry } from '../../contracts/audit-entries.js';
import { rejection } from '../../support/rejection.js';
import { requireDatabaseUrl } from '../../support/services.js';
import { testDatabase, type TestDatabase } from '../../support/test-database.js';

describe('the audit log on a server', function () {
  this.timeout(120_000);
  let database: TestDatabase;
  before(async () => {
    database = await testDatabase({ poolSize: 50 });
  });
  after(() => database.drop());

  it('50 parallel writers, in transactions that change other rows in any order, keep one chain and wait for nobody for ever', async function () {
    const session = new KnexSession(database.knex);
    const log = new KnexAuditLog(session);
    const [writers, each] = [50, 20];
    await database.knex.raw('create table counters (name text primary key, value integer not null)');
    await database.knex('counters').insert(Array.from({ length: 10 }, (_value, n) => ({ name: `counter ${n}`, value: 0 })));
    const count = (n: number): Promise<number> =>
      session
        .db('counters')
        .where({ name: `counter ${n % 10}` })
        .increment('value');
    const startedAt = performance.now();
    await Promise.all(
      Array.from({ length: writers }, async (_value, writer) => {
        for (let n = 0; n < each; n += 1) {
          await session.transaction(async () => {
            if (n % 2 === 0) await log.append([auditEntry()]);
            await count(writer);
            if (n % 2 === 1) await log.append([auditEntry()]);
          });
        }
      }),
    );
    const seconds = (performance.now() - startedAt) / 1_000;
    console.log(
      `      ${writers * each} rows by ${writers} writers in ${seconds.toFixed(2)} s: ${Math.round((writers * each) / seconds)} a second`,
    );
    const report = await verifyAudit(database.knex);
    expect(report)
      .to.include({ checked: writers * each })
      .and.not.have.property('fault');
    expect(report.head.sequence).to.equal(writers * each);
  });

  describe('for a role that owns nothing, made by scripts/audit-role.sql', () => {
    const role = `audit_app_${randomBytes(4).toString('hex')}`;
    let asRole: Knex;
    before(async () => {
      const url = new URL(requireDatabaseUrl());
      const { rows } = await database.knex.raw<{ rows: { name: string }[] }>('select current_database() as name');
      url.pathname = `/${rows[0]?.name}`;
      await database.knex.raw("create role ?? login password 'audit'", [role]);
      execFileSync('psql', [
        url.href,
        '-v',
        'ON_ERROR_STOP=1',
        '-v',
        `role=${role}`,
        '-f',
        path.join(projectRoot(), 'scripts/audit-role.sql'),
      ]);
      url.username = role;
      url.password = 'audit';
      const limits = { ssl: false, acquireTimeoutMs: 10_000, statementTimeoutMs: 15_000, lockTimeoutMs: 10_000 };
      asRole = connectServer({ ...limits, url: url.href, poolSize: 2, idleInTransactionTimeoutMs: 15_000 });
    });
    after(async () => {
      await asRole.destroy();
      await database.knex.raw('drop owned by ??', [role]);
      await database.knex.raw('drop role ??', [role]);
    });

    it('it can add, make months and read', async () => {
      const session = new KnexSession(asRole);
      const entry = auditEntry();
      await new KnexAuditLog(session).append([entry]);
      await new KnexAuditArchive(session).prepare(5);
      const period = { from: new Date(Date.now() - 60_000), to: new Date(Date.now() + 60_000) };
      const { items } = await new KnexAuditReader(session).page({ ...period, kinds: [] }, { page: 1, limit: 1 });
      expect(items[0]?.id).to.equal(entry.id);
      expect(await verifyAudit(asRole)).to.not.have.property('fault');
    });

    const refused = [
      ...["update audit_records set kind = 'x'", 'delete from audit_records', 'truncate audit_records'],
      'insert into audit_records select * from audit_records limit 1',
      ...['update audit_head set seq = 0', 'delete from audit_head', 'truncate audit_head'],
      "insert into audit_checkpoints values (1, 'x', 'x', now())",
      ...['select audit_drop_before(now())', 'drop table audit_records', 'alter table audit_records disable trigger all'],
      "set session_replication_role = 'replica'",
    ];
    for (const sql of refused) {
      it(`it is denied: ${sql}`, async () => {
        expect(await rejection(asRole.raw(sql))).to.include({ code: '42501' });
      });
    }

    it('it is denied all of that for each month by its own name, also one made later', async () => {
      const { rows } = await database.knex.raw<{ rows: { name: string }[] }>(
        "select inhrelid::regclass::text as name from pg_inherits where inhparent = 'audit_records'::regclass",
      );
      expect(rows.length).to.be.greaterThan(3);
      for (const { name } of rows) {
        for (const sql of ["update ?? set kind = 'x'", 'delete from ??', 'truncate ??', 'drop table ??']) {
          expect(await rejection(asRole.raw(sql, [name])), `${sql} ${name}`).to.include({ code: '42501' });
        }
      }
    });
  });
});
