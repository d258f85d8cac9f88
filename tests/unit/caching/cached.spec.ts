import { expect } from 'chai';
import fc from 'fast-check';
import { MemoryEntryStore } from '../../../src/adapters/memory/memory-entry-store.js';
import { MemoryInvalidationFeed } from '../../../src/adapters/memory/memory-invalidation-feed.js';
import { QueueingBulkhead } from '../../../src/adapters/memory/queueing-bulkhead.js';
import {
  Cached,
  cacheFamily,
  CacheStatistics,
  LoadingCache,
  ProcessTier,
  type TierEntry,
} from '../../../src/core/caching/index.js';
import { FakeClock } from '../../support/fake-clock.js';
import { rejection } from '../../support/rejection.js';

interface World {
  readonly cache: LoadingCache;
  readonly clock: FakeClock;
  inTransaction: boolean;
}

async function world(): Promise<World> {
  const clock = new FakeClock();
  const feed = new MemoryInvalidationFeed();
  const tier = new ProcessTier<TierEntry>(feed, { maxBytes: 1_000_000 });
  await feed.start({ invalidated: (tags) => tier.invalidated(tags), missed: () => tier.missed() });
  const state = { inTransaction: false };
  const store = new MemoryEntryStore(clock, { maxBytes: 10_000_000 }, feed.publish);
  const bulkhead = new QueueingBulkhead({ atOnce: 10, maxWaiting: 100, maxWaitMs: 10_000 });
  const cache = new LoadingCache(store, tier, bulkhead, clock, new CacheStatistics(), {
    softTimeoutMs: 1_000,
    hardTimeoutMs: 60_000,
    retryPauseMs: 1_000,
    mustBypass: () => state.inTransaction,
    random: () => 0,
  });
  return Object.assign(state, { cache, clock });
}

interface Profile {
  readonly id: string;
  readonly born: Date;
}

const posts = cacheFamily<readonly string[]>()('test:posts:{userId}:{page}', { ttlSeconds: 60, version: 1 });

class Reader {
  readonly runs: string[] = [];
  fails = false;

  constructor(readonly cache: LoadingCache) {}

  @Cached('test:profile:{userId}', 300, (userId: string) => ({ userId }), {
    tags: ({ userId }) => [`user:${userId}`],
    negativeSeconds: 10,
  })
  async profile(userId: string): Promise<Profile | undefined> {
    this.runs.push(`profile ${userId}`);
    if (this.fails) throw new Error('no luck');
    return userId === 'nobody' ? undefined : { id: userId, born: new Date('1990-01-01T00:00:00.000Z') };
  }

  @Cached('test:name:{userId}', 300)
  async name(userId: string): Promise<string | undefined> {
    this.runs.push(`name ${userId}`);
    return userId === 'nobody' ? undefined : `Name of ${userId}`;
  }

  @Cached('test:count', 300, { consistency: 'shared' })
  async count(): Promise<number> {
    this.runs.push('count');
    return this.runs.length;
  }

  @Cached(posts, (userId: string, page: number) => ({ userId, page }))
  async posts(userId: string, page: number): Promise<readonly string[]> {
    this.runs.push(`posts ${userId} ${page}`);
    return [`${userId}/${page}`];
  }

  @Cached('test:pair:{a}:{b}', 300, (a: string, b: string) => ({ a, b }))
  async pair(a: string, b: string): Promise<string> {
    this.runs.push('pair');
    return JSON.stringify([a, b]);
  }
}

describe('@Cached', () => {
  let state: World;
  let reader: Reader;
  beforeEach(async () => {
    state = await world();
    reader = new Reader(state.cache);
  });

  it('runs the method once for two calls of the same arguments, and gives each a copy', async () => {
    const first = await reader.profile('1');
    const second = await reader.profile('1');
    expect(first).to.deep.equal({ id: '1', born: new Date('1990-01-01T00:00:00.000Z') });
    expect(second).to.deep.equal(first);
    expect(second).to.not.equal(first);
    expect(reader.runs).to.deep.equal(['profile 1']);
  });

  it('runs it once for calls at the same time, and for two objects of one cache', async () => {
    const other = new Reader(state.cache);
    await Promise.all([reader.profile('1'), reader.profile('1'), other.profile('1')]);
    expect([...reader.runs, ...other.runs]).to.deep.equal(['profile 1']);
  });

  it('takes a pattern of one name, or none, without a mapping', async () => {
    expect([await reader.name('1'), await reader.name('2'), await reader.name('1')]).to.deep.equal([
      'Name of 1',
      'Name of 2',
      'Name of 1',
    ]);
    expect([await reader.count(), await reader.count()]).to.deep.equal([3, 3]);
    expect(reader.runs).to.deep.equal(['name 1', 'name 2', 'count']);
  });

  it('takes a family that is declared elsewhere', async () => {
    await reader.posts('1', 1);
    await reader.posts('1', 1);
    await reader.posts('1', 2);
    expect(reader.runs).to.deep.equal(['posts 1 1', 'posts 1 2']);
    const kept = state.cache.peek(posts, { userId: '1', page: 2 });
    expect(kept?.value).to.deep.equal(['1/2']);
  });

  it('runs it again when its time is over', async () => {
    await reader.profile('1');
    state.clock.advance(299_000);
    await reader.profile('1');
    expect(reader.runs).to.have.length(1);
    state.clock.advance(1_000);
    await reader.profile('1');
    expect(reader.runs).to.have.length(2);
  });

  it('runs it again when a tag of its arguments was ended, and only then', async () => {
    await reader.profile('1');
    await state.cache.invalidate(['user:2']);
    await reader.profile('1');
    expect(reader.runs).to.have.length(1);
    await state.cache.invalidate(['user:1']);
    await reader.profile('1');
    expect(reader.runs).to.have.length(2);
  });

  it('keeps undefined for negativeSeconds, and not at all without them', async () => {
    expect([await reader.profile('nobody'), await reader.profile('nobody')]).to.deep.equal([undefined, undefined]);
    expect(reader.runs).to.have.length(1);
    state.clock.advance(10_000);
    await reader.profile('nobody');
    expect(reader.runs).to.have.length(2);
    expect([await reader.name('nobody'), await reader.name('nobody')]).to.deep.equal([undefined, undefined]);
    expect(reader.runs.slice(2)).to.deep.equal(['name nobody', 'name nobody']);
  });

  it('passes an error on and does not keep it', async () => {
    reader.fails = true;
    expect(await rejection(reader.profile('1'))).to.have.property('message', 'no luck');
    reader.fails = false;
    expect(await reader.profile('1')).to.have.property('id', '1');
    expect(reader.runs).to.have.length(2);
  });

  it('inside a transaction calls the method each time, and leaves nothing for others', async () => {
    state.inTransaction = true;
    await reader.profile('1');
    await reader.profile('1');
    expect(reader.runs).to.have.length(2);
    state.inTransaction = false;
    await reader.profile('1');
    expect(reader.runs).to.have.length(3);
  });

  it('never answers one pair of texts with the answer of another', async () => {
    const text = fc.oneof(fc.string({ unit: fc.constantFrom(':', '{', '}', '%', '*', 'a', '3', 'A', 'u') }), fc.string());
    await fc.assert(
      fc.asyncProperty(text, text, async (a, b) => {
        expect(await reader.pair(a, b)).to.equal(JSON.stringify([a, b]));
      }),
      { numRuns: 500 },
    );
  });

  it('refuses what is no method', () => {
    const decorate = Cached('test:none', 1) as (target: object, name: string, descriptor: PropertyDescriptor) => void;
    expect(() => decorate({}, 'field', {})).to.throw(TypeError, 'field');
  });
});

/** Checked by the compiler alone: each line under an expectation must not compile. */
export class Wrong {
  constructor(readonly cache: LoadingCache) {}

  // @ts-expect-error the mapping gives a name that the pattern has not, and not the one it has
  @Cached('test:wrong:{userId}', 300, (id: string) => ({ id }))
  async misnamed(_id: string): Promise<void> {}

  // @ts-expect-error the mapping gives more than the key holds
  @Cached('test:wrong:{userId}', 300, (userId: string, page: number) => ({ userId, page }))
  async unkeyed(_userId: string, _page: number): Promise<void> {}

  // @ts-expect-error the mapping forgets an argument of the method
  @Cached('test:wrong:{userId}', 300, (userId: string) => ({ userId }))
  async forgotten(_userId: string, _viewerId: string): Promise<void> {}

  // @ts-expect-error the mapping takes other types than the method
  @Cached('test:wrong:{userId}', 300, (userId: string) => ({ userId }))
  async mistyped(_userId: number): Promise<void> {}

  // @ts-expect-error two names need a mapping
  @Cached('test:wrong:{a}:{b}', 300)
  async unmapped(_a: string, _b: string): Promise<void> {}

  // @ts-expect-error one name, two arguments
  @Cached('test:wrong:{a}', 300)
  async surplus(_a: string, _b: string): Promise<void> {}

  // @ts-expect-error the argument is an object
  @Cached('test:wrong:{a}', 300)
  async structured(_a: { readonly b: string }): Promise<void> {}

  // @ts-expect-error the method answers something else than the family keeps
  @Cached(posts, (userId: string, page: number) => ({ userId, page }))
  async otherwise(_userId: string, _page: number): Promise<number> {
    return 1;
  }

  // @ts-expect-error an answer that is no promise cannot be kept
  @Cached('test:wrong', 300)
  atOnce(): number {
    return 1;
  }
}

export class Without {
  // @ts-expect-error there is no cache
  @Cached('test:without', 300)
  async one(): Promise<void> {}
}
