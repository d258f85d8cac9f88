import { expect } from 'chai';
import type { Redis } from 'ioredis';
import { setTimeout as sleep } from 'node:timers/promises';
import { MemoryRateLimiter } from '../../../src/adapters/memory/memory-rate-limiter.js';
import { ready } from '../../../src/adapters/redis/redis-connection.js';
import { RedisRateLimiter } from '../../../src/adapters/redis/redis-rate-limiter.js';
import { rateLimiterContract } from '../../contracts/rate-limiter.contract.js';
import { eventually } from '../../support/eventually.js';
import { OwnRedis } from '../../support/own-redis.js';
import { COMMAND_TIMEOUT_MS, RedisClients } from '../../support/redis-client.js';
import { requireRedisUrl } from '../../support/services.js';

describe('RedisRateLimiter', () => {
  const clients = new RedisClients();
  afterEach(() => clients.clear());
  const never = (error: unknown): void => {
    throw new Error('the fallback was used on a healthy server', { cause: error });
  };
  const policy = { name: 'p', points: 5, windowSeconds: 60 };

  rateLimiterContract({
    make: async () =>
      new RedisRateLimiter(await clients.open(requireRedisUrl()), new MemoryRateLimiter(), never, COMMAND_TIMEOUT_MS),
    pass: (ms) => sleep(ms),
  });

  it('counts together for all instances', async () => {
    const client = await clients.open(requireRedisUrl());
    const other = await clients.openWith(requireRedisUrl(), client.options.keyPrefix ?? '');
    const [a, b] = [client, other].map((one) => new RedisRateLimiter(one, new MemoryRateLimiter(), never, COMMAND_TIMEOUT_MS));
    if (!a || !b) throw new Error('two were made');
    const answers = await Promise.all(Array.from({ length: 20 }, (_, i) => (i % 2 ? a : b).consume(policy, 'k')));
    expect(answers.filter((one) => one.allowed)).to.have.length(5);
  });

  it('leaves no counter without an end', async () => {
    const client = await clients.open(requireRedisUrl());
    const limiter = new RedisRateLimiter(client, new MemoryRateLimiter(), never, COMMAND_TIMEOUT_MS);
    await client.set('rate:p:k', 99); // as if somebody had removed the expiry
    expect(await limiter.consume(policy, 'k')).to.include({ allowed: false, resetSeconds: 60 });
    expect(await client.ttl('rate:p:k')).to.be.within(55, 60);
    await limiter.consume(policy, 'other');
    expect(await client.ttl('rate:p:other')).to.be.within(55, 60);
  });

  describe('on a server of its own', () => {
    let server: OwnRedis;
    let reasons: unknown[];
    beforeEach(async () => {
      reasons = [];
      server = await OwnRedis.start();
    });
    afterEach(async () => {
      server.thaw();
      await clients.clear();
      await server.kill();
    });

    it('decides from a local count in time while the server is frozen, then counts on the server again', async () => {
      const client = await clients.open(server.url);
      const limiter = new RedisRateLimiter(client, new MemoryRateLimiter(), (error) => reasons.push(error));
      await limiter.consume(policy, 'k');
      server.freeze();
      const start = performance.now();
      const answers = await Promise.all(Array.from({ length: 20 }, () => limiter.consume(policy, 'k')));
      expect(performance.now() - start).to.be.below(COMMAND_TIMEOUT_MS);
      expect(answers.filter((one) => one.allowed)).to.have.length(5);
      expect(answers.every((one) => one.limit === 5 && one.resetSeconds <= 60)).to.equal(true);
      expect(reasons).to.have.length(20);
      await limiter.reset(policy, 'k');
      expect((await limiter.consume(policy, 'k')).remaining).to.equal(4);
      server.thaw();
      await ready(client, 10_000);
      await eventually('a count on the server', () => countedOnServer(limiter, client));
      const told = reasons.length;
      expect(await limiter.consume(policy, 'fresh')).to.include({ allowed: true, remaining: 4 });
      expect(await client.get('rate:p:fresh')).to.equal('1');
      expect(reasons).to.have.length(told);
    });

    it('does not make the next callers wait for a server that did not answer three times', async () => {
      const limiter = new RedisRateLimiter(await clients.open(server.url), new MemoryRateLimiter(), (error) =>
        reasons.push(error),
      );
      server.freeze();
      for (let i = 0; i < 50; i += 1) {
        await limiter.consume(policy, `k${i}`);
        await limiter.reset(policy, `k${i}`);
      }
      expect(reasons.length).to.be.within(3, 10);
    });

    it('keeps limiting while the server is gone, and takes it back', async () => {
      const client = await clients.open(server.url);
      const limiter = new RedisRateLimiter(client, new MemoryRateLimiter(), (error) => reasons.push(error));
      await server.kill();
      const answers = await Promise.all(Array.from({ length: 20 }, () => limiter.consume(policy, 'k')));
      expect(answers.filter((one) => one.allowed)).to.have.length(5);
      await server.restart();
      await ready(client, 10_000);
      await eventually('a count on the server', () => countedOnServer(limiter, client));
      expect((await limiter.consume(policy, 'k')).remaining).to.equal(4);
      expect(await client.get('rate:p:k')).to.equal('1');
    });
  });

  /** It tries the server again a second after it gave it up. */
  async function countedOnServer(limiter: RedisRateLimiter, client: Redis): Promise<boolean> {
    await limiter.consume({ ...policy, points: 1_000 }, 'probe');
    return (await client.get('rate:p:probe')) !== null;
  }
});
