import { expect } from 'chai';
import { type AuditArchive, type AuditLog, chainStart, type ChainReport } from '../../src/core/audit/index.js';
import { auditEntry } from './audit-entries.js';

export interface AuditArchiveHarness {
  readonly archive: AuditArchive;
  readonly log: AuditLog;
  /** The months there is room for, `2026_01`, oldest first. */
  months(): Promise<string[]>;
  rows(): Promise<{ id: string }[]>;
  verified(): Promise<ChainReport>;
}

const monthFromNow = (months: number): Date => {
  const now = new Date();
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + months));
};
const nameOf = (month: Date): string => month.toISOString().slice(0, 7).replace('-', '_');

/** The promises of AuditArchive. `open` gives one with an empty log. */
export function auditArchiveContract(open: () => Promise<AuditArchiveHarness>): void {
  describe('AuditArchive', () => {
    let harness: AuditArchiveHarness;
    beforeEach(async () => {
      harness = await open();
    });

    it('has the start of the chain as its head, and then the last row', async () => {
      expect(await harness.archive.head()).to.deep.equal(chainStart);
      await harness.log.append([auditEntry(), auditEntry()]);
      const head = await harness.archive.head();
      expect(head.sequence).to.equal(2);
      expect(head.hash).to.match(/^[0-9a-f]{64}$/);
    });

    it('makes room for this month and those after it; again changes nothing', async () => {
      await harness.archive.prepare(3);
      const wanted = [0, 1, 2, 3].map((n) => nameOf(monthFromNow(n)));
      expect(await harness.months()).to.include.members(wanted);
      const before = await harness.months();
      await harness.archive.prepare(3);
      expect(await harness.months()).to.deep.equal(before);
    });

    it('lets go of months that ended, and no other; the chain goes on from there', async () => {
      await harness.archive.prepare(1);
      await harness.log.append([auditEntry(), auditEntry(), auditEntry()]);
      expect(await harness.archive.dropBefore(monthFromNow(0))).to.deep.equal([]);
      const [gone] = await harness.archive.dropBefore(monthFromNow(1));
      expect(gone).to.include(nameOf(monthFromNow(0)));
      expect(await harness.months())
        .to.include(nameOf(monthFromNow(1)))
        .and.not.include(nameOf(monthFromNow(0)));
      expect(await harness.rows()).to.deep.equal([]);
      expect(await harness.verified())
        .to.include({ checked: 0 })
        .and.not.have.property('fault');
      const next = auditEntry();
      await harness.log.append([next]);
      expect((await harness.rows()).map(({ id }) => id)).to.deep.equal([next.id]);
      expect(await harness.verified())
        .to.include({ checked: 1 })
        .and.not.have.property('fault');
      expect((await harness.archive.head()).sequence).to.equal(4);
    });
  });
}
