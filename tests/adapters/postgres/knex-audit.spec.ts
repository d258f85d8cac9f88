import { expect } from 'chai';
import { verifyAudit } from '../../../src/adapters/postgres/audit/audit-chain-on-knex.js';
import { KnexAuditArchive } from '../../../src/adapters/postgres/audit/knex-audit-archive.js';
import { KnexAuditLog } from '../../../src/adapters/postgres/audit/knex-audit-log.js';
import { KnexAuditReader } from '../../../src/adapters/postgres/audit/knex-audit-reader.js';
import { KnexSession } from '../../../src/adapters/postgres/knex-session.js';
import type { ChainFault, ChainPosition } from '../../../src/core/audit/audit-chain.js';
import { auditArchiveContract } from '../../contracts/audit-archive.contract.js';
import { auditEntry } from '../../contracts/audit-entries.js';
import { auditLogContract } from '../../contracts/audit-log.contract.js';
import { auditReaderContract } from '../../contracts/audit-reader.contract.js';
import { rejection } from '../../support/rejection.js';
import { testDatabase, type TestDatabase } from '../../support/test-database.js';
import { AuditTables } from './audit-tables.js';

describe('the audit log on PostgreSQL', function () {
  this.timeout(60_000);
  let database: TestDatabase;
  let session: KnexSession;
  let log: KnexAuditLog;
  let archive: KnexAuditArchive;
  const tables = new AuditTables(() => session.db);

  before(async () => {
    database = await testDatabase();
    session = new KnexSession(database.knex);
    log = new KnexAuditLog(session);
    archive = new KnexAuditArchive(session);
  });
  after(() => database.drop());
  beforeEach(() => tables.empty());

  const seen = { rows: () => tables.rows(), verified: () => tables.verified(), months: () => tables.months() };
  auditLogContract(async () => ({ log, transaction: (work) => session.transaction(work), ...seen }));
  auditArchiveContract(async () => ({ archive, log, ...seen }));
  auditReaderContract(async () => ({ reader: new KnexAuditReader(session), log }));

  describe('is append-only, for the owner of the tables too', () => {
    beforeEach(() => log.append([auditEntry(), auditEntry()]));

    const attempts: Readonly<Record<string, string>> = {
      'update of a row': "update audit_records set address = '192.0.2.1'",
      'update that moves a row to another month': "update audit_records set at = at + interval '1 month'",
      'delete of a row': 'delete from audit_records where seq = 1',
      'truncate of all': 'truncate audit_records',
      'delete of the head': 'delete from audit_head',
      'truncate of the head': 'truncate audit_head',
      'truncate of the checkpoints': 'truncate audit_checkpoints',
    };
    for (const [what, sql] of Object.entries(attempts)) {
      it(`refuses: ${what}`, async () => {
        expect(await rejection(database.knex.raw(sql))).to.include({ code: '42501' });
        expect(await tables.verified())
          .to.include({ checked: 2 })
          .and.not.have.property('fault');
      });
    }

    it('refuses the same of a month by its own name', async () => {
      const [month = ''] = await tables.months();
      for (const sql of ['truncate ??', 'delete from ??', "update ?? set kind = 'x'"]) {
        expect(await rejection(database.knex.raw(sql, [`audit_records_${month}`])), sql).to.include({ code: '42501' });
      }
    });
  });

  it('makes a month that nobody made ahead', async () => {
    await archive.dropBefore(new Date(Date.UTC(2999, 0)));
    expect(await tables.months()).to.deep.equal([]);
    await log.append([auditEntry()]);
    expect(await tables.months()).to.deep.equal([new Date().toISOString().slice(0, 7).replace('-', '_')]);
    expect(await tables.verified())
      .to.include({ checked: 1 })
      .and.not.have.property('fault');
  });

  describe('shows what somebody did who may do everything', () => {
    let anchor: ChainPosition;
    beforeEach(async () => {
      await log.append(Array.from({ length: 5 }, () => auditEntry()));
      anchor = await archive.head();
      await log.append(Array.from({ length: 5 }, () => auditEntry()));
    });
    const faultAfter = async (sql: string): Promise<ChainFault | undefined> => {
      await tables.withoutTriggers(async (knex) => knex.raw(sql));
      return (await tables.verified()).fault;
    };
    const rehash = 'update audit_records r set hash = audit_hash(r)';

    const forgeries: readonly (readonly [what: string, sql: string, fault: ChainFault])[] = [
      ['a column altered', "update audit_records set address = '192.0.2.1' where seq = 4", { sequence: 4, what: 'altered' }],
      ['a column set to nothing', 'update audit_records set actor_id = null where seq = 7', { sequence: 7, what: 'altered' }],
      ['JSON altered', `update audit_records set after = '{"username": "x"}' where seq = 10`, { sequence: 10, what: 'altered' }],
      [
        'a row altered and hashed anew',
        `update audit_records set kind = 'x' where seq = 4; ${rehash} where seq = 4`,
        { sequence: 4, what: 'altered' },
      ],
      [
        'the last row altered and hashed anew',
        `update audit_records set kind = 'x' where seq = 10; ${rehash} where seq = 10`,
        { sequence: 10, what: 'altered' },
      ],
      ['a row removed', 'delete from audit_records where seq = 3', { sequence: 3, what: 'removed' }],
      ['the first rows removed', 'delete from audit_records where seq < 3', { sequence: 1, what: 'removed' }],
      ['the last rows removed', 'delete from audit_records where seq > 8', { sequence: 9, what: 'removed' }],
      [
        'a row put in',
        `insert into audit_records select (jsonb_populate_record(r, '{"at": "${new Date(Date.now() + 60_000).toISOString()}"}')).*
         from audit_records r where seq = 5`,
        { sequence: 5, what: 'inserted' },
      ],
      [
        'a row added at the end',
        `insert into audit_records select (jsonb_populate_record(r, jsonb_build_object('seq', 11, 'previous_hash', r.hash))).*
         from audit_records r where seq = 10; ${rehash} where seq = 11`,
        { sequence: 11, what: 'inserted' },
      ],
    ];
    for (const [what, sql, fault] of forgeries) {
      it(`${what}`, async () => {
        expect(await faultAfter(sql)).to.deep.equal(fault);
      });
    }

    it('a chain rewritten to its end, head and all: only by a head that was noted outside', async () => {
      const rewritten = `do $$ declare one record; last text := repeat('0', 64); begin
        update audit_records set kind = 'x' where seq = 2;
        for one in select seq from audit_records order by seq loop
          update audit_records set previous_hash = last where seq = one.seq;
          update audit_records r set hash = audit_hash(r) where seq = one.seq returning hash into last;
        end loop;
        update audit_head set hash = last; end $$`;
      expect(await verifyAudit(database.knex, anchor)).to.include({ expectation: 'met', checked: 10 });
      expect(await faultAfter(rewritten)).to.equal(undefined);
      expect(await verifyAudit(database.knex, anchor)).to.include({ expectation: 'not-met' });
    });

    it('rows taken from the end, head and all: only by a head that was noted outside', async () => {
      const head = await archive.head();
      expect(
        await faultAfter(
          'delete from audit_records where seq > 5; update audit_head set seq = 5, hash = (select hash from audit_records where seq = 5)',
        ),
      ).to.equal(undefined);
      expect(await verifyAudit(database.knex, anchor)).to.include({ expectation: 'met' });
      expect(await verifyAudit(database.knex, head)).to.include({ expectation: 'not-met' });
    });

    it('nothing of what was dropped for its age, and says so', async () => {
      await archive.dropBefore(new Date(Date.UTC(2999, 0)));
      expect(await verifyAudit(database.knex, anchor)).to.include({ expectation: 'too-old' });
      expect(await verifyAudit(database.knex, await archive.head())).to.include({ expectation: 'met' });
    });
  });
});
