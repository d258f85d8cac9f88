import { expect } from 'chai';
import { type AuditEntry, AuditLog, type EventBounds, eventBounds, SecurityEvents } from '../../../src/core/audit/index.js';
import { IdGenerator } from '../../../src/core/kernel/index.js';
import { runInScope } from '../../../src/core/observability/index.js';
import { FakeClock } from '../../support/fake-clock.js';
import { LogLines } from '../../support/log-lines.js';
import { rejection } from '../../support/rejection.js';

class Numbers extends IdGenerator {
  #last = 0;
  override next(): string {
    return String((this.#last += 1));
  }
}

/** Keeps what it is given, unless it is away. */
class KeptEntries extends AuditLog {
  readonly all: AuditEntry[] = [];
  away = false;
  override async append(entries: readonly AuditEntry[]): Promise<void> {
    if (this.away) throw new Error('away');
    this.all.push(...entries);
  }
}

const minute = 60_000;

describe('security events', () => {
  let kept: KeptEntries;
  let clock: FakeClock;
  let lines: LogLines;
  let events: SecurityEvents;
  const make = (bounds: Partial<EventBounds> = {}): void => {
    kept = new KeptEntries();
    clock = new FakeClock();
    lines = new LogLines();
    const network = (address: string): string => address.replace(/\d+$/, '');
    events = new SecurityEvents(kept, new Numbers(), clock, lines, network, { ...eventBounds, ...bounds });
  };
  beforeEach(() => make());

  const limited = (address: string, route = '/a'): void =>
    runInScope({ requestId: 'r', address }, () =>
      events.note({ kind: 'security.rate-limited', facts: { method: 'GET', route } }),
    );
  const denied = (route: string): void =>
    runInScope({ requestId: 'r', address: '203.0.113.5', userId: 'u' }, () =>
      events.note({ kind: 'security.permission-denied', facts: { method: 'GET', route } }),
    );
  const failed = (): void => events.note({ kind: 'identity.sign-in-failed', facts: { account: 'mark', reason: 'x' } });
  const counts = (): number[] => kept.all.map(({ count }) => count);

  it('are written with who, from where and with what', async () => {
    const scope = { requestId: 'r1', address: '203.0.113.5', userAgent: 'x'.repeat(500), userId: 'u1' };
    runInScope(scope, () =>
      events.note({ kind: 'security.suspicious-input', facts: { route: '/a', parameter: 'q', pattern: 'union' } }),
    );
    await events.write();
    expect(kept.all).to.deep.equal([
      {
        id: '1',
        kind: 'security.suspicious-input',
        outcome: 'success',
        actorId: 'u1',
        subjectType: null,
        subjectId: null,
        address: '203.0.113.5',
        userAgent: 'x'.repeat(200),
        requestId: 'r1',
        count: 1,
        facts: { route: '/a', parameter: 'q', pattern: 'union' },
        before: null,
        after: null,
      },
    ]);
    expect(lines.all.map(({ level, message }) => [level, message])).to.deep.equal([['warn', 'security.suspicious-input']]);
  });

  it('hold only what their kind allows', async () => {
    events.note({
      kind: 'profiles.profile-changed',
      facts: { changed: ['bio'], token: 'secret', constructor: 'x' },
      before: { bio: 'private', username: 'a' },
      after: { username: 'b'.repeat(999), email: 'a@example.ge' },
    });
    await events.write();
    const [{ facts, before, after } = { facts: 0, before: 0, after: 0 }] = kept.all;
    expect({ facts, before, after }).to.deep.equal({
      facts: { changed: ['bio'] },
      before: { username: 'a' },
      after: { username: 'b'.repeat(200) },
    });
  });

  it('of one network that anybody can cause are one row, and one more a minute with how many there were', async () => {
    for (let n = 0; n < 1_000; n += 1) limited(`203.0.113.${n % 200}`, `/${n % 7}`);
    limited('198.51.100.1');
    await events.write();
    expect(counts()).to.deep.equal([1, 1]);
    clock.advance(minute - 1);
    limited('203.0.113.1');
    await events.write();
    expect(counts()).to.deep.equal([1, 1]);
    clock.advance(1);
    await events.write();
    expect(counts()).to.deep.equal([1, 1, 1_000]);
    limited('203.0.113.1');
    await events.write();
    expect(counts()).to.deep.equal([1, 1, 1_000, 1]);
    expect(new Set(kept.all.map(({ id }) => id)).size).to.equal(4);
  });

  it('begin a new minute by themselves, without being written meanwhile', async () => {
    for (let n = 0; n < 3; n += 1) limited('203.0.113.1');
    clock.advance(minute);
    limited('203.0.113.1');
    await events.write();
    expect(counts()).to.deep.equal([1, 2, 1]);
  });

  it('tell refusals of different routes apart, and each failed sign-in', async () => {
    for (const route of ['/a', '/b', '/a']) denied(route);
    for (let n = 0; n < 3; n += 1) failed();
    await events.write();
    expect(kept.all.map(({ kind }) => kind.split('.')[1])).to.deep.equal([
      ...['permission-denied', 'permission-denied'],
      ...['sign-in-failed', 'sign-in-failed', 'sign-in-failed'],
    ]);
  });

  it('wait while they cannot be written, and then are written once, in order', async () => {
    kept.away = true;
    for (let n = 0; n < 450; n += 1) failed();
    expect(await rejection(events.write())).to.be.instanceOf(Error);
    kept.away = false;
    await Promise.all([events.write(), events.write(), events.write()]);
    expect(kept.all.map(({ id }) => Number(id))).to.deep.equal(Array.from({ length: 450 }, (_value, n) => n + 1));
  });

  it('are shed when too many wait, and how many is written when there is room', async () => {
    make({ waiting: 10 });
    for (let n = 0; n < 25; n += 1) failed();
    await events.write();
    expect(kept.all).to.have.length(11);
    expect(kept.all.at(-1)).to.include({ kind: 'security.events-shed', count: 15 });
    await events.write();
    expect(kept.all).to.have.length(11);
  });

  it('come from no more places at once than are bounded', async () => {
    make({ groups: 5 });
    for (let n = 0; n < 8; n += 1) limited(`198.51.${n}.1`);
    await events.write();
    expect(counts()).to.deep.equal([1, 1, 1, 1, 1, 3]);
    expect(kept.all.at(-1)?.kind).to.equal('security.events-shed');
  });

  it('are all written at the end, also what would have been counted longer', async () => {
    for (let n = 0; n < 4; n += 1) limited('203.0.113.1');
    await events.stop();
    expect(counts()).to.deep.equal([1, 3]);
  });

  it('that cannot be written at the end are told, and nothing is thrown', async () => {
    kept.away = true;
    failed();
    await events.stop();
    expect(lines.at('error').map(({ message }) => message)).to.deep.equal(['Security events could not be written']);
  });
});
