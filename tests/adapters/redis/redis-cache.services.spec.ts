import { expect } from 'chai';
import type { Redis } from 'ioredis';
import { RedisCache } from '../../../src/adapters/redis/redis-cache.js';
import { ready } from '../../../src/adapters/redis/redis-connection.js';
import { cacheContract } from '../../contracts/cache.contract.js';
import { inBatches } from '../../support/batches.js';
import { eventually } from '../../support/eventually.js';
import { OwnRedis } from '../../support/own-redis.js';
import { age, COMMAND_TIMEOUT_MS, RedisClients } from '../../support/redis-client.js';
import { rejection } from '../../support/rejection.js';
import { requireRedisUrl } from '../../support/services.js';

describe('RedisCache', () => {
  const clients = new RedisClients();
  afterEach(() => clients.clear());

  let last: Redis;
  cacheContract({
    make: async (random) => {
      // A prefix with characters that mean something in a pattern: it must be taken literally as well.
      last = await clients.open(requireRedisUrl(), 'app[*]?\\');
      return new RedisCache(last, random);
    },
    pass: (ms) => age(last, ms),
  });

  it('leaves the end of a value to the server', async () => {
    const cache = new RedisCache(await clients.open(requireRedisUrl()));
    await cache.set('k', 1, 0.05);
    await eventually('the value is gone', async () => (await cache.get('k')) === undefined);
  });

  it('reads as absent what somebody else wrote, and writes over it, but does not count it', async () => {
    const client = await clients.open(requireRedisUrl());
    const cache = new RedisCache(client);
    const garbage = [
      '',
      ' ',
      'x',
      'd',
      'd[',
      'd[1',
      'd["x"',
      'd[[\"BigInt\",\"z\"]]',
      'd7',
      '1.5',
      '01',
      '1e3',
      ' 1',
      '{"a":1}',
      'null',
      '\xff',
    ];
    for (const text of [...garbage, '9007199254740993', '-0', 'NaN', 'd[{"__proto__":1},2]', `d${'['.repeat(100_000)}`]) {
      await client.set('k', text);
      await client.hset('h', { broken: text });
      expect(await cache.get('k'), text).to.equal(undefined);
      expect(await cache.getHash('h', 'broken'), text).to.equal(undefined);
      expect(await cache.getAllHash('h'), text).to.equal(undefined);
      expect(await cache.getOrSet('k', 60, async () => 'made'), text).to.equal('made');
      expect(await cache.get('k'), text).to.equal('made');
    }
    await cache.setHash('h', { a: 1 }, 60);
    expect(await cache.getAllHash('h')).to.deep.equal({ a: 1 });
    await client.set('n', 'x');
    expect(await rejection(cache.increment('n'))).to.be.instanceOf(Error);
    expect(await client.get('n')).to.equal('x');
  });

  it('loses no count of four instances at once', async () => {
    const first = await clients.open(requireRedisUrl());
    const prefix = first.options.keyPrefix ?? '';
    const others = await Promise.all([1, 2, 3].map(() => clients.openWith(requireRedisUrl(), prefix)));
    const caches = [first, ...others].map((client) => new RedisCache(client));
    const counts = caches.flatMap((cache) => Array.from({ length: 100 }, () => cache.increment('n', 3, 60)));
    const answers = await Promise.all(counts);
    expect(answers.sort((a, b) => a - b)).to.deep.equal(Array.from({ length: 400 }, (_, i) => 3 * (i + 1)));
    expect(await new RedisCache(first).get('n')).to.equal(1_200);
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

    it('deletes by pattern with SCAN and UNLINK alone, in steps between which others are served', async () => {
      const client = await clients.open(server.url);
      const other = await clients.open(server.url);
      const cache = new RedisCache(client);
      await inBatches(
        Array.from({ length: 10_000 }, (_, i) => `k${i}`),
        (key) => cache.set(key, 1, 60),
      );
      await client.config('RESETSTAT');
      let done = false;
      const purge = cache.delByPattern('k1*').finally(() => (done = true));
      let served = 0;
      for (; !done; served += 1) await other.ping();
      expect(await purge).to.equal(1_111);
      const calls = await commandCalls(client);
      expect(calls.get('scan')).to.be.at.least(20);
      expect(served).to.be.at.least(20);
      for (const known of ['ping', 'config|resetstat', 'info']) calls.delete(known);
      expect([...calls.keys()].sort()).to.deep.equal(['scan', 'unlink']);
    });

    it('asks the server for nothing that would stop it, whatever is called', async () => {
      const client = await clients.open(server.url);
      const cache = new RedisCache(client);
      await client.config('RESETSTAT');
      await cache.set('k', 1, 60);
      await cache.get('k');
      await cache.getOrSet('g', 60, async () => 1);
      await cache.increment('k');
      await cache.decrement('n', 1, 60);
      await cache.setHash('h', { a: 1 }, 60);
      await cache.getHash('h', 'a');
      await cache.getAllHash('h');
      await cache.del('k', 'h');
      await cache.delByPattern('*');
      const calls = await commandCalls(client);
      for (const fatal of ['keys', 'flushdb', 'flushall', 'del', 'smembers']) expect(calls.has(fatal), fatal).to.equal(false);
      expect(calls.get('unlink')).to.equal(2);
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

/** How often each command ran since the figures were reset, by its name. */
async function commandCalls(client: Redis): Promise<Map<string, number>> {
  const lines = (await client.info('commandstats')).matchAll(/^cmdstat_([^:]+):calls=(\d+)/gm);
  return new Map([...lines].map(([, name = '', calls]) => [name, Number(calls)]));
}
