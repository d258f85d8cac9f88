import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import type { AuditFilter, AuditLog, AuditReader } from '../../src/core/audit/index.js';
import { auditEntry } from './audit-entries.js';

export interface AuditReaderHarness {
  readonly reader: AuditReader;
  readonly log: AuditLog;
}

const hour = 3_600_000;
const around = (): AuditFilter => ({ from: new Date(Date.now() - hour), to: new Date(Date.now() + hour), kinds: [] });
const refused = { kind: 'security.rate-limited', outcome: 'denied', facts: { route: '/api/v1/posts' } } as const;

/** The promises of AuditReader. `open` gives one with an empty log. */
export function auditReaderContract(open: () => Promise<AuditReaderHarness>): void {
  describe('AuditReader', () => {
    let harness: AuditReaderHarness;
    beforeEach(async () => {
      harness = await open();
    });

    it('gives everything as it was written, the newest first', async () => {
      const entries = [auditEntry(), auditEntry({ before: null, after: null, actorId: null, address: null, count: 7 })];
      for (const entry of entries) await harness.log.append([entry]);
      const { items, total, next } = await harness.reader.page(around(), { page: 1, limit: 10 });
      expect({ total, next }).to.deep.equal({ total: 2, next: undefined });
      const bare = items.map(({ sequence: _sequence, at: _at, ...entry }) => entry);
      expect(bare).to.have.deep.members(entries);
      expect(items.map(({ at }) => at.getTime())).to.satisfy(([a, b]: number[]) => (a ?? 0) >= (b ?? 0));
    });

    it('gives a part after the other, and no row twice', async () => {
      await harness.log.append(Array.from({ length: 7 }, () => auditEntry()));
      const first = await harness.reader.page(around(), { page: 1, limit: 3 });
      expect(first.next).to.not.equal(undefined);
      const second = await harness.reader.page(around(), { page: 1, limit: 3, ...(first.next ? { after: first.next } : {}) });
      const third = await harness.reader.page(around(), { page: 3, limit: 3 });
      const all = [first, second, third].flatMap(({ items }) => items.map(({ id }) => id));
      expect(new Set(all).size).to.equal(7);
      expect(third).to.include({ total: 7 });
      expect(third.next).to.equal(undefined);
    });

    it('narrows by period, kinds and address', async () => {
      await harness.log.append([auditEntry(), auditEntry({ ...refused, address: '198.51.100.1' }), auditEntry(refused)]);
      const countOf = async (filter: Partial<AuditFilter>): Promise<number> =>
        (await harness.reader.page({ ...around(), ...filter }, { page: 1, limit: 10 })).total;
      expect(await countOf({})).to.equal(3);
      expect(await countOf({ kinds: ['security.rate-limited'] })).to.equal(2);
      expect(await countOf({ kinds: ['security.rate-limited', 'profiles.profile-changed'] })).to.equal(3);
      expect(await countOf({ kinds: ['security.rate-limited'], address: '198.51.100.1' })).to.equal(1);
      expect(await countOf({ to: new Date(Date.now() - hour / 2) })).to.equal(0);
      expect(await countOf({ from: new Date(Date.now() + hour / 2) })).to.equal(0);
    });

    it('counts events, not rows: by kind, by address of offences, by hour with the empty ones', async () => {
      await harness.log.append([
        auditEntry(),
        auditEntry({ ...refused, address: '198.51.100.1' }),
        auditEntry({ ...refused, address: '198.51.100.1', count: 40 }),
        auditEntry({ ...refused, address: '198.51.100.2', count: 2 }),
        auditEntry({ ...refused, address: null, id: randomUUID() }),
      ]);
      const { from, to } = around();
      const { total, byKind, topAddresses, hours } = await harness.reader.summary({ from, to }, ['security.rate-limited']);
      expect(total).to.equal(45);
      expect(byKind).to.deep.equal([
        { kind: 'profiles.profile-changed', count: 1 },
        { kind: 'security.rate-limited', count: 44 },
      ]);
      expect(topAddresses.map(({ address, count }) => [address, count])).to.deep.equal([
        ['198.51.100.1', 41],
        ['198.51.100.2', 2],
      ]);
      expect(topAddresses[0]?.lastAt).to.be.instanceOf(Date);
      expect(hours).to.have.length.within(2, 3);
      expect(hours[0]?.hour.getTime()).to.equal(Math.floor(from.getTime() / hour) * hour);
      const sum = (of: 'count' | 'offences'): number => hours.reduce((all, one) => all + one[of], 0);
      expect([sum('count'), sum('offences')]).to.deep.equal([45, 44]);
    });

    it('has an hour with nothing where nothing happened', async () => {
      const to = new Date(Math.floor(Date.now() / hour) * hour - 5 * hour);
      const { total, byKind, topAddresses, hours } = await harness.reader.summary(
        { from: new Date(to.getTime() - 3 * hour), to },
        [],
      );
      expect({ total, byKind, topAddresses }).to.deep.equal({ total: 0, byKind: [], topAddresses: [] });
      expect(hours.map(({ count }) => count)).to.deep.equal([0, 0, 0]);
    });
  });
}
