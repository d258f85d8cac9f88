import { AuditArchive, type ChainPosition } from '../../../core/audit/index.js';
import type { KnexSession } from '../knex-session.js';

export class KnexAuditArchive extends AuditArchive {
  constructor(private readonly session: KnexSession) {
    super();
  }

  override async head(): Promise<ChainPosition> {
    const { seq, hash } = await this.session.db('audit_head').first<{ seq: string; hash: string }>('seq', 'hash');
    return { sequence: Number(seq), hash };
  }

  override async prepare(monthsAhead: number): Promise<void> {
    await this.session.db.raw('select audit_prepare(?)', [monthsAhead]);
  }

  override async dropBefore(time: Date): Promise<readonly string[]> {
    const { rows } = await this.session.db.raw<{ rows: { name: string }[] }>('select name from audit_drop_before(?) as name', [
      time,
    ]);
    return rows.map(({ name }) => name);
  }
}
