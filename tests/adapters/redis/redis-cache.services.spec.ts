import { expect } from 'chai';
import { setTimeout as sleep } from 'node:timers/promises';
import { RedisCache } from '../../../src/adapters/redis/redis-cache.js';
import { ready } from '../../../src/adapters/redis/redis-connection.js';
import { cacheContract } from '../../contracts/cache.contract.js';
import { OwnRedis } from '../../support/own-redis.js';
import { COMMAND_TIMEOUT_MS, RedisClients } from '../../support/redis-client.js';
import { rejection } from '../../support/rejection.js';
import { requireRedisUrl } from '../../support/services.js';

describe('RedisCache', () => {
  const clients = new RedisClients();
  afterEach(() => clients.clear());

  // A prefix with characters that mean something in a pattern: it must be taken literally as well.
  cacheContract({
    make: async () => new RedisCache(await clients.open(requireRedisUrl(), 'app[*]?\\')),
    pass: (ms) => sleep(ms),
  });

  it('is shared by instances, and keeps to its key prefix', async () => {
    const client = await clients.open(requireRedisUrl());
    const prefix = client.options.keyPrefix ?? '';
    const [a, b] = [new RedisCache(client), new RedisCache(await clients.openWith(requireRedisUrl(), prefix))];
    const neighbour = new RedisCache(await clients.openWith(requireRedisUrl(), `${prefix}x`));
    await neighbour.set('k', 'mine', 60);
    await a.set('k', 1, 60);
    expect(await b.increment('k')).to.equal(2);
    expect(await b.delByPattern('k*')).to.equal(1);
    expect(await a.get('k')).to.equal(undefined);
    expect(await neighbour.get('k')).to.equal('mine');
  });

  it('does not touch the expiry of a value that a hash was written to by mistake', async () => {
    const client = await clients.open(requireRedisUrl());
    const cache = new RedisCache(client);
    await cache.set('v', 1, 60);
    await rejection(cache.setHash('v', { a: 1 }, 5));
    await rejection(cache.setHash('v', {}, 5));
    expect(await client.ttl('v')).to.be.above(50);
  });

  describe('on a server of its own', () => {
    let server: OwnRedis;
    beforeEach(async () => {
      server = await OwnRedis.start();
    });
    afterEach(async () => {
      server.thaw();
      await clients.clear();
      await server.kill();
    });

    it('looks for patterns in steps (SCAN), never with KEYS', async () => {
      const client = await clients.open(server.url);
      const cache = new RedisCache(client);
      await Promise.all(Array.from({ length: 3000 }, (_, i) => cache.set(`k${i}`, i, 60)));
      expect(await cache.delByPattern('k1*')).to.equal(1111);
      const stats = await client.info('commandstats');
      expect(Number(/cmdstat_scan:calls=(\d+)/.exec(stats)?.[1])).to.be.at.least(5);
      expect(stats).not.to.match(/cmdstat_keys:/);
    });

    it('rejects every call in time while the server is frozen, and heals by itself', async () => {
      const client = await clients.open(server.url);
      const cache = new RedisCache(client);
      await cache.set('k', 'kept', 60);
      server.freeze();
      let made = 0;
      const calls = [
        () => cache.get('k'),
        () => cache.set('k', 1, 60),
        () => cache.del('k'),
        () => cache.delByPattern('*'),
        () => cache.getOrSet('k', 60, async () => (made += 1)),
        () => cache.increment('n'),
        () => cache.setHash('h', { a: 1 }, 60),
        () => cache.getAllHash('h'),
      ];
      const start = performance.now();
      const outcomes = await Promise.allSettled(calls.map((call) => call()));
      expect(outcomes.every((one) => one.status === 'rejected')).to.equal(true);
      expect(performance.now() - start).to.be.below(COMMAND_TIMEOUT_MS + 500);
      expect(made).to.equal(0);
      server.thaw();
      await ready(client, 10_000);
      await cache.set('k', 'new', 60);
      expect(await cache.getOrSet('k', 60, async () => 'made')).to.equal('new');
    });

    it('rejects while the server is gone, and heals when it is back', async () => {
      const client = await clients.open(server.url);
      const cache = new RedisCache(client);
      await server.kill();
      await rejection(cache.get('k'));
      await server.restart();
      await ready(client, 10_000);
      expect(await cache.getOrSet('k', 60, async () => 'made')).to.equal('made');
    });
  });
});
