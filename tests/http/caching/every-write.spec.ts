import { expect } from 'chai';
import type { Container } from 'inversify';
import {
  Bulkhead,
  CacheStatistics,
  EntryStore,
  type FamilyFigures,
  InvalidationFeed,
  LoadingCache,
  ProcessTier,
  type TierEntry,
} from '../../../src/core/caching/index.js';
import { Clock } from '../../../src/core/kernel/index.js';
import { buildTestApp, type TestApp } from '../../support/build-test-app.js';
import { eventually } from '../../support/eventually.js';
import { type Answers, answers, different } from './every-write/answers.js';
import { neverKept, type Read, reads } from './every-write/reads.js';
import { beyondRoutes, type Write, writes } from './every-write/writes.js';
import { makeWorld, type World } from './every-write/world.js';

/** Keeps nothing: what it answers is what the database holds. */
function keepNothing(container: Container): void {
  container
    .rebind(LoadingCache)
    .toDynamicValue(({ container: scope }) => {
      const tier = scope.get<ProcessTier<TierEntry>>(ProcessTier);
      return new LoadingCache(scope.get(EntryStore), tier, scope.get(Bulkhead), scope.get(Clock), scope.get(CacheStatistics), {
        softTimeoutMs: 300,
        hardTimeoutMs: 10_000,
        retryPauseMs: 1_000,
        mustBypass: () => true,
      });
    })
    .inSingletonScope();
}

/** Hears of nothing, and does not know it: an invalidation is not there yet when the next request is. */
class DeafFeed extends InvalidationFeed {
  override readonly boundMs = 0;
  override isCurrent(): boolean {
    return true;
  }
  override async start(): Promise<void> {}
  override async stop(): Promise<void> {}
}

const hitsOf = (figures?: FamilyFigures): number => (figures ? figures.hits.process + figures.hits.shared : 0);

/**
 * Each write of the API, made at one instance, and every read that could show it, at two (where there are servers for both; otherwise at the
 * one): the writer reads what he wrote at once, also at a third one that has not heard of it; guests a moment later.
 */
describe('every write and every read', function () {
  this.timeout(120_000);
  let a: TestApp;
  let b: TestApp;
  let deaf: TestApp;
  let truth: TestApp;
  before(async () => {
    a = await buildTestApp();
    const several = a.application.config.redis.url !== undefined;
    const deafen = (container: Container): void => void container.rebind(InvalidationFeed).toConstantValue(new DeafFeed());
    b = several ? await buildTestApp(undefined, { beside: a }) : a;
    deaf = several ? await buildTestApp(deafen, { beside: a }) : a;
    truth = await buildTestApp(keepNothing, { beside: a });
  });
  after(async () => {
    await truth.close();
    for (const app of [b, deaf]) if (app !== a) await app.close();
    await a.close();
  });

  const instances = (): TestApp[] => [...new Set([a, b])];
  const writers = (): TestApp[] => [...new Set([a, b, deaf])];
  const both = async (app: TestApp, world: World): Promise<Record<'writer' | 'guest', Answers>> => ({
    writer: await answers(app, world, 'writer'),
    guest: await answers(app, world, 'guest'),
  });
  const expectRightSoon = (app: TestApp, world: World, expected: Answers, what: string): Promise<void> =>
    eventually(`guests read right ${what}`, async () => different(await answers(app, world, 'guest'), expected).length === 0);

  const rows = { ...writes, ...beyondRoutes } as Readonly<Record<string, Write>>;
  for (const [name, { prepare, make, changes, signsOut = false }] of Object.entries(rows)) {
    it(`${name} is seen at once by the writer, soon by guests`, async () => {
      const world = await makeWorld(a);
      const prepared = (await prepare?.(a, world)) ?? '';
      await a.settle();
      const before = await both(a, world);
      for (const app of writers()) if (app !== a) await both(app, world);

      const outcome = await make(a, world, prepared);
      if (outcome) expect(outcome.status, JSON.stringify(outcome.body)).to.be.lessThan(300);
      const found = await Promise.all(writers().map((app) => answers(app, world, 'writer')));
      const now = await both(truth, world);
      for (const [i, seen] of found.entries()) {
        expect(different(seen, now.writer), `what the writer reads at instance ${i + 1}`).to.deep.equal([]);
      }
      for (const [i, app] of instances().entries()) await expectRightSoon(app, world, now.guest, `at instance ${i + 1}`);

      const changed = new Set([...(signsOut ? [] : different(before.writer, now.writer)), ...different(before.guest, now.guest)]);
      expect([...changed].sort()).to.deep.equal([...changes].sort());
    });
  }

  it('what is read twice is kept, at both instances: otherwise nothing above says anything', async () => {
    const world = await makeWorld(a);
    for (const app of instances()) {
      await both(app, world);
      const before = app.container.get(CacheStatistics).all();
      await both(app, world);
      const now = app.container.get(CacheStatistics).all();
      const missed = Object.keys(now).filter((family) => now[family]?.misses !== before[family]?.misses);
      // A username that nobody has is looked up each time.
      expect(missed).to.deep.equal(['user:id']);
      const kept = Object.keys(now).filter((family) => hitsOf(now[family]) > hitsOf(before[family]));
      expect(kept).to.include.members(['feed:page', 'user:id', 'user:profile']);
      expect(kept.length).to.be.greaterThan(12);
    }
  });

  it('no write of the API is missing here, and none is here that is not there', () => {
    const { routes } = a.application.http;
    const made = routes.filter(({ method }) => method !== 'get').map(({ method, path }) => `${method} ${path}`);
    expect(Object.keys(writes).sort()).to.deep.equal(made.sort());
  });

  it('no read of the API is missing here', () => {
    const known = [...Object.values<Read>(reads).map(({ route }) => route), ...neverKept];
    const { routes } = a.application.http;
    expect(routes.filter(({ method, path }) => method === 'get' && !known.includes(path))).to.deep.equal([]);
  });
});
