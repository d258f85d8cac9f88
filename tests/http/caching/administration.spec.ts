import { expect } from 'chai';
import { setTimeout as sleep } from 'node:timers/promises';
import { MemoryEntryStore } from '../../../src/adapters/memory/memory-entry-store.js';
import { MemoryInvalidationFeed } from '../../../src/adapters/memory/memory-invalidation-feed.js';
import type { FeatureModule } from '../../../src/composition/index.js';
import { cacheFamily, EntryStore, InvalidationFeed, LoadingCache, type Wanted } from '../../../src/core/caching/index.js';
import { Clock } from '../../../src/core/kernel/index.js';
import { Logger } from '../../../src/core/observability/index.js';
import { buildTestApp, type TestApp } from '../../support/build-test-app.js';
import { eventually } from '../../support/eventually.js';
import { LogLines } from '../../support/log-lines.js';
import { createPerson } from '../../support/people.js';

const garage = cacheFamily<string>()('garage:bikes:{id}', { ttlSeconds: 60, version: 1 });
const engines = cacheFamily<string>()('engines:{id}', { ttlSeconds: 60, version: 1 });

/** Caches, and is never asked by these specs but through the cache itself. */
const cachingFeature: FeatureModule = {
  bind() {},
  controllers: [],
  eventHandlers: [],
  jobs: [],
  families: [garage, engines],
};

interface FamilyView {
  readonly family: string;
  readonly reads: number;
  readonly hits: { readonly process: number; readonly shared: number };
  readonly [figure: string]: unknown;
}

describe('the cache for administrators', () => {
  const log = new LogLines();
  let apps: TestApp[];
  let one: TestApp;
  let other: TestApp;
  let administrator: string;
  let loads: number;

  /** Two instances of one installation: on one Redis where the lane has one, otherwise on one store in this process. */
  before(async () => {
    const shared = process.env['TEST_REDIS_URL'] ? undefined : new SharedMemory();
    one = await buildTestApp(
      (container) => {
        container.rebind(Logger).toConstantValue(log);
        shared?.bind(container);
      },
      { extra: [cachingFeature] },
    );
    const { prefix } = one.application.config.redis;
    other = await buildTestApp((container) => shared?.bind(container), {
      extra: [cachingFeature],
      config: { redis: { prefix } },
    });
    apps = [one, other];
    administrator = (await createPerson(one, { role: 'ADMIN' })).authorization;
  });
  after(async () => {
    for (const app of apps) await app.close();
  });
  beforeEach(() => {
    loads = 0;
  });

  const read = (app: TestApp, family: typeof garage, id: string, wanted?: Wanted, load = loaded): Promise<unknown> =>
    app.container.get(LoadingCache).getOrLoad(family, { id }, load, wanted);
  const loaded = async (): Promise<string> => {
    loads += 1;
    await sleep(5);
    return `load ${loads}`;
  };
  const report = async () =>
    (await one.http.get('/api/v1/admin/cache').set('authorization', administrator).expect(200)).body.data;
  const figuresOf = async (family: string): Promise<FamilyView> => {
    const { families } = (await report()) as { families: FamilyView[] };
    const found = families.find((view) => view.family === family);
    if (!found) throw new Error(`${family} is not in the report`);
    return found;
  };
  const clear = (family: string, authorization = administrator) =>
    one.http.delete(`/api/v1/admin/cache/${encodeURIComponent(family)}`).set('authorization', authorization);

  it('counts exactly what was asked of it', async () => {
    expect(await figuresOf(garage.name)).to.include({ reads: 0, hitRate: null, meanLoadMs: null, bytesWritten: 0 });
    await Promise.all([read(one, garage, 'a'), read(one, garage, 'a'), read(one, garage, 'a')]);
    await read(one, garage, 'a');
    await read(one, garage, 'a');
    await read(one, garage, 'a', { consistency: 'shared' });
    await read(one, garage, 'a', { consistency: 'shared' });
    await read(one, garage, 'a', { consistency: 'shared' });
    const failure = read(one, garage, 'b', {}, () => Promise.reject(new Error('no such bike'))).then(
      () => 'loaded',
      () => 'failed',
    );
    expect(await failure).to.equal('failed');
    const { meanLoadMs, bytesWritten, ...counts } = await figuresOf(garage.name);
    expect(counts).to.deep.equal({
      family: 'garage:bikes',
      reads: 9,
      hits: { process: 2, shared: 3 },
      stale: 0,
      misses: 4,
      collapsed: 2,
      hitRate: 0.5556,
      loads: 2,
      loadErrors: 1,
      fenced: 0,
      unreadable: 0,
      storeErrors: 0,
    });
    expect(meanLoadMs).to.be.a('number').above(0);
    expect(bytesWritten).to.be.within('load 1'.length, 200);
    expect(await figuresOf(engines.name)).to.include({ reads: 0 });
  });

  it('counts what guests ask for, and a cleared route is made anew', async () => {
    const family = 'route:listings:categories';
    const ask = async (times: number): Promise<void> => {
      for (let i = 0; i < times; i += 1) await one.http.get('/api/v1/listings/categories').expect(200);
    };
    const counted = async () => {
      const { reads, hits, misses, loads } = await figuresOf(family);
      return { reads, kept: hits.process + hits.shared, misses, loads };
    };
    await ask(4);
    expect(await counted()).to.deep.equal({ reads: 4, kept: 3, misses: 1, loads: 1 });
    await clear(family).expect(200);
    await ask(3);
    expect(await counted()).to.deep.equal({ reads: 7, kept: 5, misses: 2, loads: 2 });
  });

  it('says which instance answers, what its memory holds, and knows every family before it is read', async () => {
    const { instance, startedAt, readAt, sharedStore, processTier, families } = await report();
    expect(sharedStore).to.equal(process.env['TEST_REDIS_URL'] ? 'closed' : null);
    expect(instance).to.match(new RegExp(`/${process.pid}$`));
    expect(Date.parse(startedAt)).to.be.at.most(Date.parse(readAt));
    const { maxBytes, current, entries, bytes } = processTier;
    expect({ maxBytes, current }).to.deep.equal({ maxBytes: one.application.config.cache.processBytes, current: true });
    expect(entries).to.be.at.least(1);
    expect(bytes).to.be.within(entries, maxBytes);
    const names = families.map(({ family }: FamilyView) => family);
    expect(names).to.include.members(['user:profile', 'trending:posts', 'categories:all', 'engines', 'route:posts:id:comments']);
    expect(names).to.deep.equal([...names].sort());
  });

  it('ends a family on all instances, and no other one', async () => {
    for (const app of apps) {
      await read(app, garage, 'c');
      await read(app, engines, 'c');
    }
    expect(loads).to.equal(2);
    await clear(garage.name).expect(200, { success: true, data: null });
    loads = 0;
    await read(other, garage, 'c', { consistency: 'shared' });
    expect(loads, 'whoever asks the shared store sees it at once').to.equal(1);
    for (const app of apps) await read(app, engines, 'c', { consistency: 'shared' });
    expect(loads).to.equal(1);
  });

  it('is honoured by the memory of another instance within its bound', async () => {
    await read(one, garage, 'd');
    await read(other, garage, 'd');
    const cache = other.container.get(LoadingCache);
    expect(cache.peek(garage, { id: 'd' })).to.not.equal(undefined);
    await clear(garage.name).expect(200);
    await eventually('the other instance has let go of it', () => cache.peek(garage, { id: 'd' }) === undefined);
  });

  it('ends every family when all are meant', async () => {
    for (const family of [garage, engines]) await read(other, family, 'e');
    await clear('all').expect(200);
    loads = 0;
    for (const family of [garage, engines]) await read(other, family, 'e', { consistency: 'shared' });
    expect(loads).to.equal(2);
  });

  it('writes down who did it', async () => {
    const person = await createPerson(one, { role: 'ADMIN' });
    await clear(engines.name, person.authorization).expect(200);
    const [row] = await one.knex('audit_records').where({ actor_id: person.id }).select('kind', 'facts', 'outcome');
    expect(row).to.deep.equal({ kind: 'administration.cache-cleared', facts: { family: 'engines' }, outcome: 'success' });
    expect(log.all.filter(({ fields }) => fields['actorId'] === person.id).map(({ message }) => message)).to.deep.equal([
      row.kind,
    ]);
  });

  it('knows no family that is none: 404, and nothing is ended', async () => {
    await read(one, garage, 'f');
    for (const family of ['garage', 'garage:bikes:f', 'constructor', 'not-a-family']) {
      const { body } = await clear(family).expect(404);
      expect(body.error.code).to.equal('CACHE_FAMILY_NOT_FOUND');
    }
    await clear('*').expect(400);
    loads = 0;
    await read(one, garage, 'f', { consistency: 'shared' });
    expect(loads).to.equal(0);
  });

  it('answers 503 when the shared store does not take it', async () => {
    const store = one.container.get(EntryStore);
    const invalidate = store.invalidate.bind(store);
    store.invalidate = () => Promise.reject(new Error('connection lost'));
    try {
      const { body } = await clear(garage.name).expect(503);
      expect(body.error.code).to.equal('SERVICE_UNAVAILABLE');
    } finally {
      store.invalidate = invalidate;
    }
  });

  it('is for administrators: guests are 401, members and moderators 403, and nothing is ended', async () => {
    const others = [await createPerson(one, { role: 'USER' }), await createPerson(one, { role: 'MODERATOR' })];
    await read(one, garage, 'g');
    await one.http.get('/api/v1/admin/cache').expect(401);
    await one.http.delete('/api/v1/admin/cache/all').expect(401);
    for (const { authorization } of others) {
      await one.http.get('/api/v1/admin/cache').set({ authorization }).expect(403);
      await clear('all', authorization).expect(403);
    }
    loads = 0;
    await read(one, garage, 'g', { consistency: 'shared' });
    expect(loads).to.equal(0);
  });
});

/** The store of two instances that live in this process. */
class SharedMemory {
  readonly #feeds: MemoryInvalidationFeed[] = [];
  #store: MemoryEntryStore | undefined;

  bind(container: Parameters<NonNullable<Parameters<typeof buildTestApp>[0]>>[0]): void {
    const feed = new MemoryInvalidationFeed();
    this.#feeds.push(feed);
    container.rebind(InvalidationFeed).toConstantValue(feed);
    container.rebind(EntryStore).toDynamicValue(({ container: scope }) => {
      const publish = (tags: readonly string[]): void => this.#feeds.forEach((each) => each.publish(tags));
      return (this.#store ??= new MemoryEntryStore(scope.get(Clock), { maxBytes: 1024 * 1024 }, publish));
    });
  }
}
