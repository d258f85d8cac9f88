import { expect } from 'chai';
import { setTimeout as sleep } from 'node:timers/promises';
import { InProcessJobQueue } from '../../../src/adapters/memory/in-process-job-queue.js';
import { jobQueueContract, RETRY_PAUSE_MS } from '../../contracts/job-queue.contract.js';
import { ErrorsSeen } from '../../support/errors-seen.js';
import { eventually } from '../../support/eventually.js';

describe('InProcessJobQueue', () => {
  jobQueueContract({
    make: async (errors) => new InProcessJobQueue(errors, { concurrency: 2, retryPauseMs: RETRY_PAUSE_MS }),
  });

  let queue: InProcessJobQueue;
  beforeEach(() => (queue = new InProcessJobQueue(new ErrorsSeen(), { concurrency: 2, retryPauseMs: 5 })));
  afterEach(() => queue.close(100));

  it('runs no more than its number of jobs of a name side by side', async () => {
    let running = 0;
    let most = 0;
    queue.process('a', async () => {
      most = Math.max(most, (running += 1));
      await sleep(5);
      running -= 1;
    });
    for (let i = 0; i < 10; i += 1) await queue.enqueue('a', i);
    await queue.drain();
    expect(most).to.equal(2);
  });

  it('never calls a handler before enqueue has answered', async () => {
    let called = false;
    queue.process('a', async () => {
      called = true;
    });
    await queue.enqueue('a', 1);
    expect(called).to.equal(false);
    await queue.drain();
    expect(called).to.equal(true);
  });

  it('leaves a scheduled run out while the one before has not finished', async () => {
    let runs = 0;
    let release: () => void = () => undefined;
    queue.process('sweep', () => {
      runs += 1;
      return new Promise<void>((resolve) => (release = resolve));
    });
    await queue.schedule('sweep', 0.02);
    await eventually('the first run', () => runs === 1);
    await sleep(100);
    expect(runs).to.equal(1);
    release();
    await eventually('the next run', () => runs === 2);
    release();
  });

  it('drops what waits when it closes', async () => {
    const done: unknown[] = [];
    queue.process('a', async (data) => {
      await sleep(50);
      done.push(data);
    });
    for (let i = 0; i < 6; i += 1) await queue.enqueue('a', i);
    await sleep(10);
    await queue.close(1000);
    expect(done).to.deep.equal([0, 1]);
  });
});
