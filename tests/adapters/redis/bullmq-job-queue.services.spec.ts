import { expect } from 'chai';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { BullmqJobQueue } from '../../../src/adapters/redis/bullmq-job-queue.js';
import { jobQueueContract, RETRY_PAUSE_MS } from '../../contracts/job-queue.contract.js';
import { ErrorsSeen } from '../../support/errors-seen.js';
import { eventually } from '../../support/eventually.js';
import { freePort, OwnRedis } from '../../support/own-redis.js';
import { COMMAND_TIMEOUT_MS, RedisClients, removeKeys } from '../../support/redis-client.js';
import { rejection } from '../../support/rejection.js';
import { requireRedisUrl } from '../../support/services.js';

describe('BullmqJobQueue', () => {
  let prefix = '';
  let queues: BullmqJobQueue[];
  let errors: ErrorsSeen;
  let connectionErrors: Error[];
  const make = (url = requireRedisUrl(), seen = errors): BullmqJobQueue => {
    const queue = new BullmqJobQueue(seen, {
      url,
      prefix,
      commandTimeoutMs: COMMAND_TIMEOUT_MS,
      connectTimeoutMs: 1000,
      concurrency: 2,
      retryPauseMs: RETRY_PAUSE_MS,
      onError: (error) => connectionErrors.push(error),
    });
    queues.push(queue);
    return queue;
  };

  beforeEach(() => {
    prefix = `test:${randomUUID()}`;
    queues = [];
    errors = new ErrorsSeen();
    connectionErrors = [];
  });
  afterEach(async () => {
    await Promise.all(queues.map((queue) => queue.close(1000)));
    const clients = new RedisClients();
    await removeKeys(await clients.openWith(requireRedisUrl(), ''), prefix);
    await clients.clear();
  });

  jobQueueContract({ make: async (seen) => make(undefined, seen) });

  it('shares the work among instances: each job runs once, whoever enqueued it', async () => {
    const seen: [string, unknown][] = [];
    for (const who of ['a', 'b']) {
      const queue = make();
      queue.process('mail', async (data) => {
        await sleep(10);
        seen.push([who, data]);
      });
    }
    const producer = make();
    await Promise.all(Array.from({ length: 30 }, (_, i) => producer.enqueue('mail', i)));
    await eventually('all jobs', () => seen.length >= 30);
    await Promise.all(queues.map((queue) => queue.drain()));
    expect(seen.map(([, data]) => data as number).sort((x, y) => x - y)).to.deep.equal(Array.from({ length: 30 }, (_, i) => i));
    expect(new Set(seen.map(([who]) => who)).size).to.equal(2);
  });

  it('runs a schedule once for all instances that set it', async () => {
    const times: number[] = [];
    const scheduled = Date.now();
    for (let i = 0; i < 3; i += 1) {
      const queue = make();
      queue.process('sweep', async () => {
        times.push(Date.now());
      });
      await queue.schedule('sweep', 0.3);
    }
    await eventually('four runs', () => times.length >= 4);
    // Three schedules of their own would have come to four runs after 600 ms; one comes there after 1,200, or later on a slow day.
    expect((times[3] ?? 0) - scheduled).to.be.at.least(900);
  });

  it('keeps jobs over a restart of the process', async () => {
    const before = make();
    await before.enqueue('mail', 'waiting');
    await before.close(1000);
    const seen: unknown[] = [];
    make().process('mail', async (data) => {
      seen.push(data);
    });
    await eventually('the job', () => seen.length === 1);
    expect(seen).to.deep.equal(['waiting']);
  });

  it('leaves what falls due while it closes to the other instances', async () => {
    const closing = make();
    const seen: unknown[] = [];
    let started = false;
    closing.process('mail', async (data) => {
      started = true;
      await sleep(300);
      seen.push(['closing', data]);
    });
    await closing.enqueue('mail', 'running');
    await eventually('the start', () => started);
    await closing.enqueue('mail', 'due', { delaySeconds: 0.1, attempts: 1 });
    await closing.close(2000);
    make().process('mail', async (data, attempt) => {
      seen.push(['other', data, attempt]);
    });
    await eventually('the other instance has it', () => seen.length === 2);
    expect(seen).to.deep.equal([
      ['closing', 'running'],
      ['other', 'due', 1],
    ]);
    expect(errors.all).to.deep.equal([]);
  });

  it('connects every job to its data, whatever JSON that is', async () => {
    const seen: unknown[] = [];
    const queue = make();
    queue.process('mail', async (data) => {
      seen.push(data);
    });
    const all = [null, 0, '', false, [], {}, 'text'];
    for (const data of all) await queue.enqueue('mail', data);
    await queue.drain();
    expect(seen).to.have.deep.members(all);
  });

  describe('on a server of its own', () => {
    let server: OwnRedis;
    beforeEach(async () => {
      server = await OwnRedis.start();
    });
    afterEach(async () => {
      server.thaw();
      await Promise.all(queues.map((queue) => queue.close(1000)));
      await server.kill();
    });

    it('refuses in time while the server is frozen, then goes on by itself', async () => {
      const queue = make(server.url);
      const seen: unknown[] = [];
      queue.process('mail', async (data) => {
        seen.push(data);
      });
      await queue.enqueue('mail', 'before');
      await eventually('the first job', () => seen.length === 1);
      server.freeze();
      const start = performance.now();
      await Promise.all([rejection(queue.enqueue('mail', 'x')), rejection(queue.schedule('mail', 60)), rejection(queue.drain())]);
      expect(performance.now() - start).to.be.below(2 * COMMAND_TIMEOUT_MS + 500);
      server.thaw();
      await eventually('it takes jobs again', () =>
        queue.enqueue('mail', 'after').then(
          () => true,
          () => false,
        ),
      );
      await eventually('the job runs', () => seen.includes('after'), 15_000);
    });

    it('goes on by itself when the server was gone', async () => {
      const queue = make(server.url);
      const seen: unknown[] = [];
      queue.process('mail', async (data) => {
        seen.push(data);
      });
      await queue.enqueue('mail', 'before');
      await eventually('the first job', () => seen.length === 1);
      await server.kill();
      await rejection(queue.enqueue('mail', 'x'));
      await eventually('the loss is announced', () => connectionErrors.length > 0);
      await server.restart();
      await eventually('it takes jobs again', () =>
        queue.enqueue('mail', 'after').then(
          () => true,
          () => false,
        ),
      );
      await eventually('the job runs', () => seen.includes('after'), 15_000);
    });

    it('closes in its time while the server is frozen', async () => {
      const queue = make(server.url);
      queue.process('mail', async () => undefined);
      await queue.enqueue('mail', 1);
      await queue.drain();
      server.freeze();
      const start = performance.now();
      await queue.close(500);
      expect(performance.now() - start).to.be.below(6000);
    });
  });

  it('may be made before its server is there', async () => {
    const port = await freePort();
    const queue = make(`redis://127.0.0.1:${port}`);
    queue.process('mail', async () => undefined);
    const start = performance.now();
    await rejection(queue.enqueue('mail', 1));
    expect(performance.now() - start).to.be.below(2 * COMMAND_TIMEOUT_MS);
    await queue.close(200);
    expect(performance.now() - start).to.be.below(6000);
  });
});
