import { expect } from 'chai';
import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import type { JobHandler, JobQueue } from '../../src/core/background/index.js';
import { currentScope, runInScope } from '../../src/core/observability/index.js';
import { ErrorsSeen } from '../support/errors-seen.js';
import { eventually } from '../support/eventually.js';
import { rejection } from '../support/rejection.js';

export interface JobQueueHarness {
  /** An empty queue that pauses about `RETRY_PAUSE_MS` before the second try and runs at least two jobs of a name at once. */
  make(errors: ErrorsSeen): Promise<JobQueue>;
}

export const RETRY_PAUSE_MS = 30;

/** What every JobQueue promises (src/core/background/ports/job-queue.ts). */
export function jobQueueContract(harness: JobQueueHarness): void {
  describe('JobQueue contract', () => {
    let queue: JobQueue;
    let errors: ErrorsSeen;
    let seen: { data: unknown; attempt: number; at: number }[];
    const note: JobHandler = async (data, attempt) => {
      seen.push({ data, attempt, at: Date.now() });
    };
    const count = (n: number): Promise<void> => eventually(`${n} calls of the handler`, () => seen.length >= n);

    beforeEach(async () => {
      errors = new ErrorsSeen();
      seen = [];
      queue = await harness.make(errors);
    });
    afterEach(() => queue.close(1000));

    it('hands data over as a JSON copy taken when it was enqueued', async () => {
      const data = { when: new Date(0), list: [1], gone: undefined };
      queue.process('mail', note);
      const done = queue.enqueue('mail', data);
      data.list.push(2);
      await done;
      await count(1);
      expect(seen[0]).to.deep.include({ data: { when: '1970-01-01T00:00:00.000Z', list: [1] }, attempt: 1 });
      await queue.enqueue('mail', null);
      await count(2);
      expect(seen[1]?.data).to.equal(null);
    });

    it('keeps jobs until somebody handles their name, and gives each name its own handler', async () => {
      await queue.enqueue('mail: a/b', 1);
      queue.process('other', async () => {
        throw new Error('not mine');
      });
      await sleep(50);
      queue.process('mail: a/b', note);
      await count(1);
      await queue.drain();
      expect(errors.all).to.deep.equal([]);
    });

    it('takes one handler a name', () => {
      queue.process('mail', note);
      expect(() => queue.process('mail', note)).to.throw();
    });

    it('runs each of many jobs once', async () => {
      queue.process('mail', note);
      await Promise.all(Array.from({ length: 40 }, (_, i) => queue.enqueue('mail', i)));
      await queue.drain();
      expect(seen.map((one) => one.data as number).sort((a, b) => a - b)).to.deep.equal(Array.from({ length: 40 }, (_, i) => i));
    });

    it('waits for the delay', async () => {
      queue.process('mail', note);
      const start = Date.now();
      await queue.enqueue('mail', 'late', { delaySeconds: 0.3 });
      await queue.enqueue('mail', 'now');
      await queue.drain();
      expect(seen.map((one) => one.data)).to.deep.equal(['now']);
      await count(2);
      expect((seen[1]?.at ?? 0) - start).to.be.at.least(295);
    });

    it('tries again with growing pauses, then succeeds, and reports nothing', async () => {
      queue.process('mail', async (data, attempt) => {
        await note(data, attempt);
        if (attempt < 4) throw new Error('not yet');
        (data as number[]).push(1);
      });
      await queue.enqueue('mail', [0], { attempts: 4 });
      await count(4);
      await queue.drain();
      expect(seen.map((one) => one.attempt)).to.deep.equal([1, 2, 3, 4]);
      const pauses = seen.slice(1).map((one, i) => one.at - (seen[i]?.at ?? 0));
      for (const [i, pause] of pauses.entries()) expect(pause).to.be.at.least(RETRY_PAUSE_MS * 2 ** i - 3);
      await sleep(100);
      expect(seen).to.have.length(4);
      expect(errors.all).to.deep.equal([]);
    });

    it('gives every try a fresh copy of the data', async () => {
      queue.process('mail', async (data, attempt) => {
        await note(structuredClone(data), attempt);
        (data as number[]).push(attempt);
        if (attempt === 1) throw new Error('again');
      });
      await queue.enqueue('mail', [0]);
      await count(2);
      expect(seen[1]?.data).to.deep.equal([0]);
    });

    it('reports a job once when its tries are used up: three unless told otherwise', async () => {
      queue.process('mail', async (data, attempt) => {
        await note(data, attempt);
        throw new Error('broken');
      });
      await queue.enqueue('mail', 1, { jobId: 'one' });
      await eventually('the report', () => errors.all.length > 0);
      await sleep(200);
      expect(seen.map((one) => one.attempt)).to.deep.equal([1, 2, 3]);
      expect(errors.all).to.have.length(1);
      expect(errors.all[0]?.error).to.be.instanceOf(Error).with.property('message', 'broken');
      expect(errors.all[0]?.context).to.include({ job: 'mail', jobId: 'one', attempts: 3 });
      expect(errors.all[0]?.requestId).to.match(/^job-/);
    });

    it('survives handlers that throw at once or reject with no Error, and goes on', async () => {
      queue.process('mail', (data) => {
        if (data === 'sync') throw new Error('at once');
        if (data === 'text') return Promise.reject('only text' as unknown as Error);
        return note(data, 1);
      });
      for (const data of ['sync', 'text', 'fine']) await queue.enqueue('mail', data, { attempts: 1 });
      await count(1);
      await eventually('both reports', () => errors.all.length === 2);
    });

    it('does not add a job whose id is waiting, delayed, running or pausing, and adds it again afterwards', async () => {
      let open: () => void = () => undefined;
      const gate = new Promise<void>((resolve) => (open = resolve));
      const again = (): Promise<void> => queue.enqueue('mail', 'second', { jobId: 'x:1' });
      await queue.enqueue('mail', 'first', { jobId: 'x:1', delaySeconds: 0.1 });
      await again(); // delayed
      queue.process('mail', async (data, attempt) => {
        await note(data, attempt);
        if (attempt === 1 && data === 'first') {
          await gate;
          throw new Error('once more');
        }
      });
      await count(1);
      await again(); // running
      open();
      await sleep(5);
      await again(); // pausing, or running again
      await count(2);
      await queue.drain();
      expect(seen.map((one) => one.data)).to.deep.equal(['first', 'first']);
      await again();
      await count(3);
      expect(seen[2]?.data).to.equal('second');
    });

    it('adds a job again after the first with its id has failed for good', async () => {
      queue.process('mail', async (data, attempt) => {
        await note(data, attempt);
        throw new Error('broken');
      });
      await queue.enqueue('mail', 1, { jobId: 'x', attempts: 1 });
      await eventually('the report', () => errors.all.length === 1);
      await queue.enqueue('mail', 2, { jobId: 'x', attempts: 1 });
      await count(2);
    });

    it('keeps ids of different names apart', async () => {
      queue.process('a', note);
      queue.process('b', note);
      await queue.enqueue('a', 'a', { jobId: 'x', delaySeconds: 0.1 });
      await queue.enqueue('b', 'b', { jobId: 'x' });
      await count(2);
    });

    it("runs a job in a scope of its own, outside the caller's asynchronous context", async () => {
      const callers = new AsyncLocalStorage<string>();
      const found: unknown[] = [];
      queue.process('mail', async (_data, attempt) => {
        found.push([currentScope()?.requestId.startsWith('job-'), currentScope()?.userId, callers.getStore()]);
        if (attempt === 1) throw new Error('again');
      });
      await callers.run('transaction', () =>
        runInScope({ requestId: 'request-1', userId: 'u' }, () => queue.enqueue('mail', 1, { delaySeconds: 0.01 })),
      );
      await eventually('both tries', () => found.length === 2);
      expect(found).to.deep.equal([
        [true, undefined, undefined],
        [true, undefined, undefined],
      ]);
    });

    it('enqueues a scheduled job again and again with null, the first time after the interval', async () => {
      queue.process('sweep', note);
      const start = Date.now();
      await queue.schedule('sweep', 0.2);
      await count(3);
      expect((seen[0]?.at ?? 0) - start).to.be.at.least(190);
      expect((seen[2]?.at ?? 0) - start).to.be.at.least(590);
      expect(seen.map((one) => one.data)).to.deep.equal(Array<null>(seen.length).fill(null));
    });

    it('replaces an earlier schedule of that name', async () => {
      queue.process('sweep', note);
      await queue.schedule('sweep', 3600);
      await queue.schedule('sweep', 0.1);
      await count(2);
      await queue.schedule('sweep', 3600);
      await queue.drain();
      const before = seen.length;
      await sleep(400);
      expect(seen.length - before).to.be.at.most(1); // one may have been on its way
    });

    it('is not put off by the same schedule set again', async () => {
      queue.process('sweep', note);
      await queue.schedule('sweep', 0.5);
      for (let i = 0; i < 6 && seen.length === 0; i += 1) {
        await sleep(150);
        await queue.schedule('sweep', 0.5);
      }
      expect(seen.length).to.be.at.least(1);
    });

    it('drains: waits for what is ready and running, not for what is delayed', async () => {
      await queue.drain();
      await queue.enqueue('nobody handles this', 1);
      await queue.enqueue('mail', 'later', { delaySeconds: 60 });
      queue.process('mail', async (data, attempt) => {
        await sleep(100);
        await note(data, attempt);
      });
      for (let i = 0; i < 6; i += 1) await queue.enqueue('mail', i);
      await queue.drain();
      expect(seen).to.have.length(6);
    });

    it('closes: running jobs finish, waiting ones do not start, new ones are refused', async () => {
      let started = false;
      queue.process('mail', async (data, attempt) => {
        started = true;
        await sleep(200);
        await note(data, attempt);
      });
      await queue.enqueue('mail', 'running');
      await eventually('the start', () => started);
      await queue.enqueue('mail', 'delayed', { delaySeconds: 0.05 });
      await queue.close(5000);
      expect(seen.map((one) => one.data)).to.deep.equal(['running']);
      expect(await rejection(queue.enqueue('mail', 1))).to.be.instanceOf(Error);
      expect(await rejection(queue.schedule('mail', 1))).to.be.instanceOf(Error);
      await sleep(100);
      expect(seen).to.have.length(1);
      await queue.close(5000);
    });

    it('closes in its time when a job does not end', async () => {
      let started = false;
      let release: () => void = () => undefined;
      queue.process('mail', () => {
        started = true;
        return new Promise<void>((resolve) => (release = resolve));
      });
      await queue.enqueue('mail', 1);
      await eventually('the start', () => started);
      const start = Date.now();
      await queue.close(100);
      expect(Date.now() - start).to.be.within(95, 3000);
      release();
    });

    it('refuses arguments that make no sense', async () => {
      expect(await rejection(queue.enqueue('mail', undefined))).to.be.instanceOf(TypeError);
      expect(await rejection(queue.enqueue('mail', 1n))).to.be.instanceOf(TypeError);
      expect(await rejection(queue.enqueue('', 1))).to.be.instanceOf(RangeError);
      for (const wrong of [
        { attempts: 0 },
        { attempts: 1.5 },
        { delaySeconds: -1 },
        { delaySeconds: Number.NaN },
        { jobId: '' },
      ]) {
        expect(await rejection(queue.enqueue('mail', 1, wrong)), JSON.stringify(wrong)).to.be.instanceOf(RangeError);
      }
      expect(await rejection(queue.schedule('mail', 0))).to.be.instanceOf(RangeError);
    });
  });
}
