import type { Knex } from 'knex';
import { verifyAudit } from '../../../src/adapters/postgres/audit/audit-chain-on-knex.js';
import type { ChainReport } from '../../../src/core/audit/index.js';

interface RowSeen {
  id: string;
  sequence: number;
  at: Date;
}

/** The tables of the audit log as somebody sees and changes them who may do everything. */
export class AuditTables {
  constructor(private readonly knex: () => Knex) {}

  async rows(): Promise<RowSeen[]> {
    const rows = await this.knex()('audit_records')
      .select<{ id: string; seq: string; at: Date }[]>('id', 'seq', 'at')
      .orderBy('seq');
    return rows.map(({ id, seq, at }) => ({ id, sequence: Number(seq), at }));
  }

  async months(): Promise<string[]> {
    const { rows } = await this.knex().raw<{ rows: { month: string }[] }>(
      "select right(c.relname, 7) as month from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = 'audit_records'::regclass order by 1",
    );
    return rows.map(({ month }) => month);
  }

  verified(): Promise<ChainReport> {
    return verifyAudit(this.knex());
  }

  /** As if nothing had ever happened. */
  async empty(): Promise<void> {
    await this.withoutTriggers(async (knex) => {
      await knex.raw('delete from audit_records; delete from audit_checkpoints');
      await knex('audit_head').update({ seq: 0, at: knex.raw("'-infinity'"), hash: '0'.repeat(64) });
    });
  }

  /** Work of somebody who switches off first what stands in his way. */
  async withoutTriggers(work: (knex: Knex) => Promise<void>): Promise<void> {
    await this.knex().transaction(async (transaction) => {
      await transaction.raw("set local session_replication_role = 'replica'");
      await work(transaction);
    });
  }
}
