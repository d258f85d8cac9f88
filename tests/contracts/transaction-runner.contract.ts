import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import type { TransactionRunner } from '../../src/core/kernel/index.js';
import { rejection } from '../support/rejection.js';

export interface TransactionBench {
  readonly runner: TransactionRunner;
  /** Leaves a mark through a repository: it takes part in whatever transaction is current. */
  mark(name: string): Promise<void>;
  /** The marks that are there for everybody, sorted. Asked outside of transactions. */
  marks(): Promise<string[]>;
}

/** The promises of TransactionRunner. `open` gives a bench without marks. */
export function transactionRunnerContract(open: () => Promise<TransactionBench>): void {
  describe('TransactionRunner', () => {
    let bench: TransactionBench;
    beforeEach(async () => {
      bench = await open();
    });

    const failure = new Error('changed my mind');

    it('gives back what the work gives, once its effects are there for everybody', async () => {
      const given = await bench.runner.run(async () => {
        await bench.mark('a');
        await bench.mark('b');
        return { answer: 42 };
      });
      expect(given).to.deep.equal({ answer: 42 });
      expect(await bench.marks()).to.deep.equal(['a', 'b']);
    });

    it('passes the very error on, and nothing of the work remains', async () => {
      const work = bench.runner.run(async () => {
        await bench.mark('a');
        throw failure;
      });
      expect(await rejection(work)).to.equal(failure);
      expect(await bench.marks()).to.deep.equal([]);
    });

    it('travels through timers, parallel branches and functions that know nothing of it', async () => {
      const deep = async (name: string): Promise<void> => {
        await sleep(2);
        await bench.mark(name);
      };
      const work = bench.runner.run(async () => {
        await Promise.all([deep('a'), deep('b')]);
        await new Promise<void>((resolve) => setImmediate(resolve)).then(() => deep('c'));
        throw failure;
      });
      expect(await rejection(work)).to.equal(failure);
      expect(await bench.marks()).to.deep.equal([]);
    });

    it('joins: what a call inside a call did goes when the outer work fails afterwards', async () => {
      const work = bench.runner.run(async () => {
        await bench.runner.run(() => bench.mark('inner'));
        throw failure;
      });
      expect(await rejection(work)).to.equal(failure);
      expect(await bench.marks()).to.deep.equal([]);
    });

    it('joins: both levels are there after both ended well, and the inner result is handed out', async () => {
      const given = await bench.runner.run(async () => {
        await bench.mark('outer');
        return bench.runner.run(async () => {
          await bench.mark('inner');
          return 'from inside';
        });
      });
      expect(given).to.equal('from inside');
      expect(await bench.marks()).to.deep.equal(['inner', 'outer']);
    });

    it('is doomed by an inner failure, even when the outer work catches it and goes on', async () => {
      let caught: unknown;
      const work = bench.runner.run(async () => {
        await bench.mark('before');
        caught = await rejection(
          bench.runner.run(async () => {
            await bench.mark('inner');
            throw failure;
          }),
        );
        await bench.mark('after');
        return 'all is well';
      });
      expect(await rejection(work)).to.equal(failure);
      expect(caught).to.equal(failure);
      expect(await bench.marks()).to.deep.equal([]);
    });

    it('rejects with the first of two inner failures, also two levels down', async () => {
      const work = bench.runner.run(async () => {
        await rejection(bench.runner.run(() => bench.runner.run(() => Promise.reject(failure))));
        await rejection(bench.runner.run(() => Promise.reject(new Error('second'))));
      });
      expect(await rejection(work)).to.equal(failure);
    });

    it('never repeats the work', async () => {
      let calls = 0;
      await rejection(
        bench.runner.run(async () => {
          calls += 1;
          throw failure;
        }),
      );
      expect(calls).to.equal(1);
    });

    it('keeps twenty that run at the same time apart: the odd ones fail, the even ones stay', async () => {
      const numbers = Array.from({ length: 20 }, (_value, number) => number);
      await Promise.allSettled(
        numbers.map((number) =>
          bench.runner.run(async () => {
            await bench.mark(String(number).padStart(2, '0'));
            if (number % 2 === 1) throw failure;
          }),
        ),
      );
      expect(await bench.marks()).to.deep.equal(numbers.filter((n) => n % 2 === 0).map((n) => String(n).padStart(2, '0')));
    });

    it('works again after a failure', async () => {
      await rejection(bench.runner.run(() => Promise.reject(failure)));
      await bench.runner.run(() => bench.mark('a'));
      expect(await bench.marks()).to.deep.equal(['a']);
    });
  });
}
