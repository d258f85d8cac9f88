import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { isFull, RedisEntryStore } from '../../../src/adapters/redis/redis-entry-store.js';
import { GuardedEntryStore } from '../../../src/core/caching/index.js';
import { entryStoreContract } from '../../contracts/entry-store.contract.js';
import { OwnRedis } from '../../support/own-redis.js';
import { RedisClients } from '../../support/redis-client.js';
import { rejection } from '../../support/rejection.js';
import { requireRedisUrl } from '../../support/services.js';

const under = { tags: ['all', 'user:1'], softTags: [] };

describe('RedisEntryStore', () => {
  const clients = new RedisClients();
  afterEach(() => clients.clear());

  entryStoreContract({ make: async () => new RedisEntryStore(await clients.open(requireRedisUrl())), pass: (ms) => sleep(ms) });

  it('is shared by instances, and keeps to its key prefix', async () => {
    const client = await clients.open(requireRedisUrl());
    const prefix = client.options.keyPrefix ?? '';
    const [a, b] = [new RedisEntryStore(client), new RedisEntryStore(await clients.openWith(requireRedisUrl(), prefix))];
    const neighbour = new RedisEntryStore(await clients.openWith(requireRedisUrl(), `${prefix}x`));
    for (const store of [a, neighbour]) await store.finish('k', under, await store.begin('k', under, 1_000), 'v', 60_000);
    expect((await b.read('k', under)).text).to.equal('v');
    await b.invalidate(['user:1']);
    expect(await a.read('k', under)).to.not.have.property('text');
    expect((await neighbour.read('k', under)).text).to.equal('v');
  });

  it('takes a lost epoch and foreign texts for a miss', async () => {
    const client = await clients.open(requireRedisUrl());
    const store = new RedisEntryStore(client);
    const fill = async (): Promise<boolean> => store.finish('k', under, await store.begin('k', under, 1_000), 'v', 60_000);
    await fill();
    await client.unlink('tag:user:1');
    expect(await store.read('k', under)).to.not.have.property('text');
    await fill();
    for (const text of ['', 'no head', 'a,b,c,d\nx', '\n']) {
      await client.set('entry:k', text);
      expect(await store.read('k', under), text).to.not.have.property('text');
    }
  });

  it('leaves nothing behind that lasts for ever, but the number of invalidations', async () => {
    const client = await clients.open(requireRedisUrl());
    const store = new RedisEntryStore(client);
    await store.finish('k', under, await store.begin('k', under, 1_000), 'v', 60_000);
    await store.begin('other', under, 1_000);
    for (const key of ['entry:k', 'lease:other', 'tag:all', 'tag:user:1'])
      expect(await client.pttl(key), key).to.be.greaterThan(0);
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

    it('invalidates also when the memory of the server is full', async () => {
      const client = await clients.open(server.url);
      const store = new RedisEntryStore(client);
      await store.finish('k', under, await store.begin('k', under, 1_000), 'v', 60_000);
      await client.config('SET', 'maxmemory-policy', 'noeviction');
      await client.config('SET', 'maxmemory', '1');
      expect(isFull(await rejection(store.begin('other', under, 1_000)))).to.equal(true);
      expect((await store.read('k', under)).text).to.equal('v');
      await store.invalidate(['user:1']);
      expect(await store.read('k', under)).to.not.have.property('text');
    });

    it('is not full when it is away', async () => {
      const store = new RedisEntryStore(await clients.open(server.url));
      await server.kill();
      expect(isFull(await rejection(store.read('k', under)))).to.equal(false);
    });

    it('touches a tag once for an invalidation, and never looks for keys', async () => {
      const client = await clients.open(server.url);
      const store = new RedisEntryStore(client);
      for (let i = 0; i < 100; i += 1) {
        await store.finish(`k${i}`, under, await store.begin(`k${i}`, under, 1_000), 'v', 60_000);
      }
      await client.config('RESETSTAT');
      await store.invalidate(['user:1']);
      const stats = await client.info('commandstats');
      expect(stats)
        .to.match(/cmdstat_unlink:calls=1,/)
        .and.not.match(/cmdstat_(keys|scan|flushdb|flushall):/);
    });

    it('is refused by its guard while the server stands still, and empty afterwards', async () => {
      const changes: string[] = [];
      const guard = new GuardedEntryStore(new RedisEntryStore(await clients.open(server.url)), {
        timeoutMs: 100,
        failures: 2,
        probeMs: 50,
        onChange: (state) => changes.push(state),
      });
      try {
        await guard.finish('k', under, await guard.begin('k', under, 1_000), 'v', 60_000);
        server.freeze();
        for (let i = 0; i < 4; i += 1) expect(await rejection(guard.read('k', under))).to.be.instanceOf(Error);
        expect(guard.state).to.not.equal('closed');
        server.thaw();
        for (let i = 0; guard.state !== 'closed' && i < 200; i += 1) await sleep(25);
        expect(await guard.read('k', under)).to.not.have.property('text');
        expect(changes.at(0)).to.equal('open');
        expect(changes.at(-1)).to.equal('closed');
      } finally {
        guard.close();
      }
    });
  });
});
