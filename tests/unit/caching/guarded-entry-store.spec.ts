import { expect } from 'chai';
import { MemoryEntryStore } from '../../../src/adapters/memory/memory-entry-store.js';
import {
  type BreakerState,
  CacheUnavailable,
  type Dependencies,
  type EntryReading,
  EntryStore,
  type Fill,
  GuardedEntryStore,
  type GuardOptions,
} from '../../../src/core/caching/index.js';
import { entryStoreContract } from '../../contracts/entry-store.contract.js';
import { eventually } from '../../support/eventually.js';
import { FakeClock } from '../../support/fake-clock.js';
import { rejection } from '../../support/rejection.js';

const down = new Error('down');

/** A store that fails, or does not answer, as long as it is told to. Writes down what was invalidated, and when it is told to wait, waits after it. */
class FlakyEntryStore extends EntryStore {
  mode: 'up' | 'down' | 'silent' = 'up';
  readonly invalidated: string[] = [];
  calls = 0;
  /** What an invalidation of everything waits for, when it is done already. */
  afterPurge: () => Promise<void> = async () => undefined;

  constructor(private readonly inner: EntryStore) {
    super();
  }

  override read(key: string, dependencies: Dependencies): Promise<EntryReading> {
    return this.#call(() => this.inner.read(key, dependencies));
  }

  override begin(key: string, dependencies: Dependencies, leaseMs: number): Promise<Fill> {
    return this.#call(() => this.inner.begin(key, dependencies, leaseMs));
  }

  override finish(key: string, dependencies: Dependencies, fill: Fill, text: string, ttlMs: number): Promise<boolean> {
    return this.#call(() => this.inner.finish(key, dependencies, fill, text, ttlMs));
  }

  override abandon(key: string, fill: Fill): Promise<void> {
    return this.#call(() => this.inner.abandon(key, fill));
  }

  override invalidate(tags: readonly string[]): Promise<void> {
    return this.#call(async () => {
      await this.inner.invalidate(tags);
      this.invalidated.push(...tags);
      if (tags.includes('all')) await this.afterPurge();
    });
  }

  #call<T>(work: () => Promise<T>): Promise<T> {
    this.calls += 1;
    if (this.mode === 'silent') return new Promise(() => undefined);
    return this.mode === 'down' ? Promise.reject(down) : work();
  }
}

describe('GuardedEntryStore', () => {
  const under = { tags: ['all', 'user:1'], softTags: [] };
  const guards: GuardedEntryStore[] = [];
  let inner: FlakyEntryStore;
  let changes: [BreakerState, unknown][];
  let clock: FakeClock;

  const guarded = (changed: Partial<GuardOptions> = {}): GuardedEntryStore => {
    clock = new FakeClock();
    changes = [];
    inner = new FlakyEntryStore(new MemoryEntryStore(clock, { maxBytes: 16_000_000 }));
    const onChange = (state: BreakerState, error?: unknown): number => changes.push([state, error]);
    const guard = new GuardedEntryStore(inner, { timeoutMs: 50, failures: 3, probeMs: 10, ...changed, onChange });
    guards.push(guard);
    return guard;
  };
  const fill = async (store: EntryStore, key: string): Promise<boolean> =>
    store.finish(key, under, await store.begin(key, under, 1_000), 'v', 60_000);
  const healed = (guard: GuardedEntryStore): Promise<void> => eventually('closed', () => guard.state === 'closed');

  afterEach(() => {
    for (const guard of guards.splice(0)) guard.close();
  });

  entryStoreContract({
    make: async () => guarded({ timeoutMs: 5_000 }),
    pass: async (ms) => {
      clock.advance(ms);
    },
  });

  it('opens after so many failures in a row, and then refuses at once, without asking', async () => {
    const guard = guarded({ probeMs: 60_000 });
    inner.mode = 'down';
    for (let i = 0; i < 3; i += 1) expect(await rejection(guard.read('k', under))).to.equal(down);
    expect(changes).to.deep.equal([['open', down]]);
    const asked = inner.calls;
    const refused = [
      guard.read('k', under),
      guard.begin('k', under, 1_000),
      guard.finish('k', under, { epochs: [] }, 'v', 1_000),
      guard.abandon('k', { epochs: [], lease: 'x' }),
      guard.invalidate(['user:1']),
    ];
    for (const one of refused) expect(await rejection(one)).to.be.instanceOf(CacheUnavailable);
    expect(inner.calls).to.equal(asked);
  });

  it('takes no answer in time for a failure', async () => {
    const guard = guarded({ timeoutMs: 10, failures: 2, probeMs: 60_000 });
    inner.mode = 'silent';
    for (let i = 0; i < 2; i += 1) expect(await rejection(guard.read('k', under))).to.be.instanceOf(CacheUnavailable);
    expect(guard.state).to.equal('open');
  });

  it('forgives failures between answers', async () => {
    const guard = guarded();
    for (let i = 0; i < 10; i += 1) {
      inner.mode = i % 3 === 2 ? 'up' : 'down';
      await Promise.allSettled([guard.read('k', under)]);
    }
    expect(guard.state).to.equal('closed');
  });

  it('stays closed when the store answers that it will not', async () => {
    const guard = guarded({ isOutage: (error) => error !== down });
    inner.mode = 'down';
    for (let i = 0; i < 10; i += 1) expect(await rejection(guard.begin('k', under, 1_000))).to.equal(down);
    expect(guard.state).to.equal('closed');
    await rejection(guard.invalidate(['user:1']));
    expect(guard.state).to.equal('open');
  });

  it('opens by itself when one invalidation fails, or is not answered', async () => {
    for (const mode of ['down', 'silent'] as const) {
      const guard = guarded({ timeoutMs: 10, probeMs: 60_000 });
      inner.mode = mode;
      await rejection(guard.invalidate(['user:1']));
      expect(guard.state, mode).to.equal('open');
    }
  });

  it('finds out by itself that the store is back, and serves nothing from before', async () => {
    const guard = guarded();
    await fill(guard, 'k');
    inner.mode = 'down';
    await rejection(guard.invalidate(['user:1']));
    inner.mode = 'up';
    await healed(guard);
    expect(inner.invalidated).to.deep.equal(['all']);
    expect(await guard.read('k', under)).to.not.have.property('text');
    expect(await fill(guard, 'k')).to.equal(true);
    expect((await guard.read('k', under)).text).to.equal('v');
  });

  it('stays open as long as the store is away', async () => {
    const guard = guarded({ probeMs: 5, timeoutMs: 5 });
    inner.mode = 'silent';
    guard.open();
    await eventually('three probes', () => changes.filter(([state]) => state === 'half-open').length >= 3);
    expect(changes.map(([state]) => state)).to.not.include('closed');
    inner.mode = 'up';
    await healed(guard);
    expect(changes.at(-1)).to.deep.equal(['closed', undefined]);
  });

  it('probes one at a time, and refuses reads meanwhile', async () => {
    const guard = guarded({ timeoutMs: 5_000, probeMs: 1 });
    let end: () => void = () => undefined;
    inner.afterPurge = () => new Promise((resolve) => (end = resolve));
    guard.open();
    await eventually('a probe', () => inner.invalidated.length > 0);
    expect(guard.state).to.equal('half-open');
    expect(await rejection(guard.read('k', under))).to.be.instanceOf(CacheUnavailable);
    guard.open();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(inner.invalidated).to.deep.equal(['all']);
    inner.afterPurge = async () => undefined;
    end();
    await healed(guard);
  });

  for (const [what, ends] of [
    ['an invalidation fails', true],
    ['the connection is lost', false],
  ] as const) {
    it(`ends everything once more when ${what} after the probe did, before it was answered`, async () => {
      const guard = guarded({ timeoutMs: 5_000, probeMs: 1 });
      let answer: () => void = () => undefined;
      inner.afterPurge = () => new Promise((resolve) => (answer = resolve));
      guard.open();
      await eventually('a probe', () => inner.invalidated.length > 0);
      // Another instance keeps what it read before our write, which the probe came too early to end.
      await fill(inner, 'k');
      if (ends) {
        inner.mode = 'down';
        expect(await rejection(guard.invalidate(['user:1']))).to.equal(down);
        inner.mode = 'up';
      } else {
        guard.open(new Error('lost'));
      }
      inner.afterPurge = async () => undefined;
      answer();
      await healed(guard);
      expect(inner.invalidated).to.deep.equal(['all', 'all']);
      expect(await guard.read('k', under)).to.not.have.property('text');
    });
  }

  it('lets an invalidation through while it probes', async () => {
    const guard = guarded({ timeoutMs: 5_000, probeMs: 1 });
    let answer: () => void = () => undefined;
    inner.afterPurge = () => new Promise((resolve) => (answer = resolve));
    guard.open();
    await eventually('a probe', () => inner.invalidated.length > 0);
    await fill(inner, 'k');
    await guard.invalidate(['user:1']);
    answer();
    await healed(guard);
    expect(inner.invalidated).to.deep.equal(['all', 'user:1']);
    expect(await guard.read('k', under)).to.not.have.property('text');
  });

  it('stops trying when it is closed', async () => {
    const guard = guarded({ probeMs: 1 });
    guard.open();
    guard.close();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(inner.calls).to.equal(0);
    expect(guard.state).to.equal('open');
  });
});
