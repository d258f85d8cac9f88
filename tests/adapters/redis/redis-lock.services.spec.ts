import { expect } from 'chai';
import { setTimeout as sleep } from 'node:timers/promises';
import { ready } from '../../../src/adapters/redis/redis-connection.js';
import { RedisLock } from '../../../src/adapters/redis/redis-lock.js';
import { lockContract } from '../../contracts/lock.contract.js';
import { OwnRedis } from '../../support/own-redis.js';
import { COMMAND_TIMEOUT_MS, RedisClients } from '../../support/redis-client.js';
import { rejection } from '../../support/rejection.js';
import { requireRedisUrl } from '../../support/services.js';

describe('RedisLock', () => {
  const clients = new RedisClients();
  afterEach(() => clients.clear());
  lockContract({ make: async () => new RedisLock(await clients.open(requireRedisUrl())), pass: (ms) => sleep(ms) });

  it('excludes other instances on the same server', async () => {
    const client = await clients.open(requireRedisUrl());
    const other = new RedisLock(await clients.openWith(requireRedisUrl(), client.options.keyPrefix ?? ''));
    const mine = await new RedisLock(client).acquire('a', 60);
    expect(await other.acquire('a', 60)).to.equal(undefined);
    await mine?.release();
    expect((await other.acquire('a', 60))?.token).to.be.above(mine?.token ?? Infinity);
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

    it('rejects in time while the server is frozen, and heals by itself', async () => {
      const client = await clients.open(server.url);
      const lock = new RedisLock(client);
      const held = await lock.acquire('a', 60);
      server.freeze();
      const start = performance.now();
      await Promise.all([rejection(lock.acquire('b', 60)), rejection(held?.release() ?? Promise.resolve())]);
      expect(performance.now() - start).to.be.below(COMMAND_TIMEOUT_MS + 300);
      server.thaw();
      await ready(client, 10_000);
      await held?.release();
      expect(await lock.acquire('a', 60)).not.to.equal(undefined);
    });

    it('gives larger tokens also after the server lost its data, where an old holder cannot let go', async () => {
      const client = await clients.open(server.url);
      const lock = new RedisLock(client);
      const before = await lock.acquire('a', 60);
      await server.restart();
      await ready(client, 10_000);
      const after = await lock.acquire('a', 60);
      expect(after?.token).to.be.above(before?.token ?? Infinity);
      await before?.release();
      expect(await lock.acquire('a', 60)).to.equal(undefined);
    });
  });
});
