import { expect } from 'chai';
import type { AuditLog, ChainReport } from '../../src/core/audit/index.js';
import { rejection } from '../support/rejection.js';
import { auditEntry } from './audit-entries.js';

export interface AuditLogHarness {
  readonly log: AuditLog;
  transaction<T>(work: () => Promise<T>): Promise<T>;
  /** All that is written, in order of its sequence. */
  rows(): Promise<{ id: string; sequence: number; at: Date }[]>;
  verified(): Promise<ChainReport>;
}

/** The promises of AuditLog. `open` gives an empty one. */
export function auditLogContract(open: () => Promise<AuditLogHarness>): void {
  describe('AuditLog', () => {
    let harness: AuditLogHarness;
    beforeEach(async () => {
      harness = await open();
    });
    const ids = async (): Promise<string[]> => (await harness.rows()).map(({ id }) => id);
    const whole = async (rows: number): Promise<void> => {
      const { checked, fault } = await harness.verified();
      expect({ checked, fault }).to.deep.equal({ checked: rows, fault: undefined });
    };

    it('keeps the order of one call, without gaps, at times that never go back', async () => {
      const entries = [
        auditEntry(),
        auditEntry({ before: null, after: null, actorId: null }),
        auditEntry({ address: null, facts: {} }),
      ];
      await harness.log.append(entries);
      await harness.log.append([]);
      const last = auditEntry({ userAgent: '' });
      await harness.log.append([last]);
      const rows = await harness.rows();
      expect(rows.map(({ id }) => id)).to.deep.equal([...entries, last].map(({ id }) => id));
      expect(rows.map(({ sequence }) => sequence - (rows[0]?.sequence ?? 0))).to.deep.equal([0, 1, 2, 3]);
      const times = rows.map(({ at }) => at.getTime());
      expect(times).to.deep.equal([...times].sort((a, b) => a - b));
      await whole(4);
    });

    it('stands and falls with its transaction, of which it is the last', async () => {
      const [kept, lost, outside] = [auditEntry(), auditEntry(), auditEntry()];
      await harness.transaction(async () => {
        await harness.log.append([kept]);
        expect(await ids(), 'before the end').to.deep.equal([]);
      });
      await rejection(
        harness.transaction(async () => {
          await harness.log.append([lost]);
          throw new Error('changed my mind');
        }),
      );
      await harness.log.append([outside]);
      expect(await ids()).to.deep.equal([kept.id, outside.id]);
      await whole(2);
    });

    it('fails the transaction whose record cannot be written', async () => {
      const work = harness.transaction(async () => {
        await harness.log.append([auditEntry()]);
        await harness.log.append([auditEntry({ id: 'none' })]);
        return 'done';
      });
      expect(await rejection(work)).to.be.instanceOf(Error);
      expect(await ids()).to.deep.equal([]);
    });

    it('writes all entries of a call or none', async () => {
      await rejection(harness.log.append([auditEntry(), auditEntry({ id: 'none' })]));
      expect(await ids()).to.deep.equal([]);
    });

    it('makes one chain of what many write at once', async () => {
      await Promise.all(
        Array.from({ length: 30 }, async (_value, n) => {
          const work = () => harness.log.append([auditEntry(), auditEntry()]);
          await (n % 2 === 0 ? work() : harness.transaction(work));
        }),
      );
      expect(await harness.rows()).to.have.length(60);
      await whole(60);
    });
  });
}
