import type { Candidate, Opened, Wishes } from './candidate.js';
import { importLibraries, type Libraries, versions } from './installed.js';

/** A failure of a connection is what some scenarios are about: it must reach the caller, not end the process. */
const heard = (): void => undefined;

type Open = (libraries: Libraries, redisUrl: string, wishes: Wishes) => Opened;

/** Two tiers with a bus, as its guide sets it up. */
const bentocache: Open = (libraries, url, { ttlSeconds, tag, keepsStale }) => {
  const { BentoCache, bentostore, memoryDriver, redisBusDriver, redisDriver } = libraries;
  const { hostname: host, port } = new URL(url);
  const connection = { host, port: Number(port) };
  const store = bentostore()
    .useL1Layer(memoryDriver({ maxSize: '10mb' }))
    .useL2Layer(redisDriver({ connection }))
    .useBus(redisBusDriver({ connection }));
  const cache = new BentoCache({ default: 'both', stores: { both: store } });
  const rules = { ttl: ttlSeconds * 1_000, ...(tag ? { tags: [tag] } : {}), ...(keepsStale ? { grace: '1h' } : {}) };
  return {
    getOrLoad: (key, load) => cache.getOrSet({ key, factory: load, ...rules }),
    invalidate: async (key) => {
      await cache.delete({ key });
    },
    invalidateTag: async () => {
      await cache.deleteByTag({ tags: [String(tag)] });
    },
    close: () => cache.disconnectAll(),
  };
};

/** `getOrSet` takes no tags: where they matter, get, and set with them. */
const cacheable: Open = ({ Cacheable, KeyvRedis }, url, { ttlSeconds, tag }) => {
  const secondary = new KeyvRedis(url);
  secondary.on('error', heard);
  const cache = new Cacheable({ secondary, tags: tag !== undefined });
  cache.on('error', heard);
  const ttl = ttlSeconds * 1_000;
  const getOrSetTagged = async (key: string, load: () => Promise<unknown>): Promise<unknown> => {
    const kept = await cache.get(key);
    if (kept !== undefined) return kept;
    const value = await load();
    await cache.set(key, value, { ttl, tags: [tag] });
    return value;
  };
  return {
    getOrLoad: (key, load) => (tag ? getOrSetTagged(key, load) : cache.getOrSet(key, load, { ttl })),
    invalidate: async (key) => {
      await cache.delete(key);
    },
    invalidateTag: async () => {
      await cache.tags.invalidateTag(String(tag));
    },
    close: () => cache.disconnect(),
  };
};

const cacheManager: Open = ({ createManager, createKeyv, createKeyvRedis }, url, { ttlSeconds }) => {
  const redis = createKeyvRedis(url);
  redis.on('error', heard);
  const cache = createManager({ stores: [createKeyv(), redis] });
  cache.on('error', heard);
  return {
    getOrLoad: (key, load) => cache.wrap(key, load, ttlSeconds * 1_000),
    invalidate: async (key) => {
      await cache.del(key);
    },
    close: async () => {
      await cache.disconnect();
    },
  };
};

/** Brings no store: JSON in Redis, the adapter of its guide in short. */
const cachified: Open = (libraries, url, { ttlSeconds, keepsStale }) => {
  const client = new libraries.Redis(url);
  client.on('error', heard);
  const staleMs = keepsStale ? 3_600_000 : 0;
  const cache = {
    get: async (key: string) => JSON.parse((await client.get(key)) ?? 'null') as unknown,
    set: (key: string, entry: unknown) => client.set(key, JSON.stringify(entry), 'PX', ttlSeconds * 1_000 + staleMs),
    delete: (key: string) => client.del(key),
  };
  return {
    getOrLoad: (key, load) =>
      libraries.cachified({ key, cache, getFreshValue: load, ttl: ttlSeconds * 1_000, staleWhileRevalidate: staleMs }),
    invalidate: async (key) => {
      await client.del(key);
    },
    close: async () => client.disconnect(),
  };
};

/** Its loads are declared once; those of the scenarios are found by their key. */
const asyncCacheDedupe: Open = ({ createDedupe, Redis }, url, { ttlSeconds, tag, keepsStale }) => {
  const client = new Redis(url);
  client.on('error', heard);
  const loads = new Map<string, () => Promise<unknown>>();
  const cache = createDedupe({
    ttl: ttlSeconds,
    ...(keepsStale ? { stale: 3_600 } : {}),
    storage: { type: 'redis', options: { client, invalidation: true } },
  });
  cache.define('value', tag ? { references: () => [tag] } : {}, async (key) => loads.get(key)?.());
  return {
    getOrLoad: (key, load) => {
      loads.set(key, load);
      return cache.value(key);
    },
    invalidate: (key) => cache.clear('value', key),
    invalidateTag: () => cache.invalidateAll([String(tag)]),
    close: async () => client.disconnect(),
  };
};

const candidate = (name: string, open: Open): Candidate => ({
  name,
  open: async (redisUrl, wishes) => open(await importLibraries(), redisUrl, wishes),
});

export const libraries: readonly Candidate[] = [
  candidate(`bentocache ${versions.bentocache}`, bentocache),
  candidate(`cacheable ${versions.cacheable}`, cacheable),
  candidate(`cache-manager ${versions['cache-manager']}`, cacheManager),
  candidate(`cachified ${versions['@epic-web/cachified']}`, cachified),
  candidate(`async-cache-dedupe ${versions['async-cache-dedupe']}`, asyncCacheDedupe),
];
