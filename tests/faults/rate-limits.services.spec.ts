import { fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect } from 'chai';
import { MemoryRateLimiter } from '../../src/adapters/memory/memory-rate-limiter.js';
import { ready } from '../../src/adapters/redis/redis-connection.js';
import { RedisRateLimiter } from '../../src/adapters/redis/redis-rate-limiter.js';
import { batchOf, LocalFirstRateLimiter } from '../../src/core/security/index.js';
import { rateLimiterContract } from '../contracts/rate-limiter.contract.js';
import { eventually } from '../support/eventually.js';
import { OwnRedis } from '../support/own-redis.js';
import { COMMAND_TIMEOUT_MS, RedisClients } from '../support/redis-client.js';
import { requireRedisUrl } from '../support/services.js';
import type { Limited } from './fixtures/limiting-process.js';

const policy = { name: 'global', points: 1_000, windowSeconds: 600 };
const batch = batchOf(policy.points);

/** Without what is garbage already. */
function heapUsed(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().heapUsed;
}

describe('limits that instances share, counted in each first', function () {
  this.timeout(60_000);
  const clients = new RedisClients();
  afterEach(() => clients.clear());
  const never = (error: unknown): void => {
    throw new Error('the fallback was used on a healthy server', { cause: error });
  };
  const patientMs = 5_000;

  rateLimiterContract({
    make: async () =>
      new LocalFirstRateLimiter(
        new RedisRateLimiter(await clients.open(requireRedisUrl()), new MemoryRateLimiter(), never, COMMAND_TIMEOUT_MS),
      ),
    pass: (ms) => sleep(ms),
  });

  /** Two processes ask for one key at the same time, each so often, with a pause after each burst. */
  async function twoProcesses(calls: number, burst: number): Promise<Limited[]> {
    const client = await clients.open(requireRedisUrl());
    const program = fileURLToPath(new URL('./fixtures/limiting-process.ts', import.meta.url));
    const args = [requireRedisUrl(), client.options.keyPrefix ?? '', policy.points, calls, burst].map(String);
    const children = [1, 2].map(() => fork(program, args, { execArgv: ['--import', 'tsx/esm'], stdio: 'inherit' }));
    try {
      await Promise.all(children.map((child) => once(child, 'message')));
      const answers = children.map(async (child) => ((await once(child, 'message')) as [Limited])[0]);
      for (const child of children) child.send('go');
      return await Promise.all(answers);
    } finally {
      for (const child of children) child.kill('SIGKILL');
    }
  }

  for (const [name, burst] of [
    ['evenly', 5],
    ['in bursts', 200],
  ] as const) {
    it(`two processes let through the points of a window, and at most a batch each more: ${name}`, async () => {
      const both = await twoProcesses(2_000, burst);
      const allowed = both.reduce((sum, one) => sum + one.allowed, 0);
      expect(both.map(({ failures }) => failures)).to.deep.equal([0, 0]);
      expect(allowed).to.be.within(policy.points, policy.points + both.length * batch);
      // Otherwise nothing here says anything about counting without waiting.
      expect(both.every(({ atOnce }) => atOnce > 0)).to.equal(true);
    });
  }

  it('has one window for all instances: the one that the first call opened', async () => {
    const client = await clients.open(requireRedisUrl());
    const other = await clients.openWith(requireRedisUrl(), client.options.keyPrefix ?? '');
    const [a, b] = [client, other].map(
      (one) => new LocalFirstRateLimiter(new RedisRateLimiter(one, new MemoryRateLimiter(), never, patientMs)),
    );
    await a?.consume(policy, 'k');
    await sleep(1_100);
    const late = await b?.consume(policy, 'k');
    expect(late?.remaining).to.equal(policy.points - 2);
    expect(late?.resetSeconds).to.be.below(policy.windowSeconds);
    expect(b?.consumeNow(policy, 'k')?.resetSeconds).to.equal(late?.resetSeconds);
  });

  it('remembers no more than so many of 100,000 addresses', async () => {
    const client = await clients.open(requireRedisUrl());
    // What a busy server does not answer in time is counted here; what is remembered stays the same.
    const inner = new RedisRateLimiter(client, new MemoryRateLimiter(), () => undefined, patientMs);
    const limiter = new LocalFirstRateLimiter(inner);
    const before = heapUsed();
    for (let start = 0; start < 100_000; start += 250) {
      await Promise.all(
        Array.from({ length: 250 }, (_, i) => limiter.consume({ ...policy, windowSeconds: 30 }, `2001:db8:${start + i}::/64`)),
      );
    }
    expect(limiter.consumeNow(policy, '2001:db8:99999::/64')).to.include({ allowed: true });
    expect(limiter.consumeNow(policy, '2001:db8:0::/64')).to.equal(undefined);
    expect((heapUsed() - before) / 2 ** 20).to.be.below(30);
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

    it('goes on from memory while the server is frozen, waits at most as long as it may, and counts there again afterwards', async () => {
      const client = await clients.open(server.url);
      const failures: unknown[] = [];
      const inner = new RedisRateLimiter(client, new MemoryRateLimiter(), (error) => failures.push(error));
      const limiter = new LocalFirstRateLimiter(inner);
      await limiter.consume(policy, 'k');
      server.freeze();
      let allowed = 0;
      let slow = 0;
      for (let call = 0; call < 3_000; call += 1) {
        const start = performance.now();
        if ((await limiter.consume(policy, 'k')).allowed) allowed += 1;
        if (performance.now() - start > 40) slow += 1;
        if (call % 100 === 0) await sleep(1);
      }
      expect(allowed).to.be.within(policy.points, policy.points + 2 * batch);
      // Three calls in a row wait for a server that does not answer; later ones, one a second.
      expect(slow).to.be.below(20);
      expect(failures).to.have.length.above(2);
      server.thaw();
      await ready(client, 10_000);
      await eventually('a count on the server', async () => {
        await limiter.consume(policy, 'fresh');
        return (await client.get('rate:global:fresh')) !== null;
      });
    });
  });
});
