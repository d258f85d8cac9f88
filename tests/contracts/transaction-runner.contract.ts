import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import type { TransactionEdges, TransactionRunner } from '../../src/core/kernel/index.js';
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

    describe('to the end', () => {
      const edges = { begin: () => bench.mark('begin'), end: () => bench.mark('end') };
      const toEnd = <T>(work: () => Promise<T>, change: Partial<TransactionEdges<T>> = {}): Promise<T> =>
        bench.runner.runToEnd(work, { ...edges, ...change });

      it('gives back what the work gives, with both edges there', async () => {
        const seen: unknown[] = [];
        const given = await toEnd(() => bench.runner.run(async () => 42), {
          end: async (result) => {
            seen.push(result);
            await bench.mark('end');
          },
        });
        expect(given).to.equal(42);
        expect(seen).to.deep.equal([42]);
        expect(await bench.marks()).to.deep.equal(['begin', 'end']);
      });

      it('undoes all from the first run on when the work fails afterwards, and nothing from before it', async () => {
        const work = toEnd(async () => {
          await bench.mark('before');
          await bench.runner.run(() => bench.mark('first'));
          await bench.mark('between');
          await bench.runner.run(() => bench.mark('second'));
          throw failure;
        });
        expect(await rejection(work)).to.equal(failure);
        expect(await bench.marks()).to.deep.equal(['before']);
      });

      it('undoes everything when an edge fails', async () => {
        const fail = (): Promise<never> => Promise.reject(failure);
        const work = (): Promise<void> => bench.runner.run(() => bench.mark('a'));
        expect(await rejection(toEnd(work, { begin: fail }))).to.equal(failure);
        expect(await rejection(toEnd(work, { end: fail }))).to.equal(failure);
        expect(await bench.marks()).to.deep.equal([]);
      });

      it('begins once for runs at the same time', async () => {
        await toEnd(() => Promise.all(['a', 'b', 'c'].map((name) => bench.runner.run(() => bench.mark(name)))));
        expect(await bench.marks()).to.deep.equal(['a', 'b', 'begin', 'c', 'end']);
      });

      it('is over at the first run that fails: what cleans up stays, and the failure is told whatever the work makes of it', async () => {
        const runs = (then: () => unknown): Promise<unknown> =>
          toEnd(async () => {
            await bench.runner.run(() => bench.mark('first'));
            await rejection(bench.runner.run(() => Promise.reject(failure)));
            await bench.runner.run(() => bench.mark('cleaned'));
            return then();
          });
        expect(await rejection(runs(() => 'all is well'))).to.equal(failure);
        const other = (): never => {
          throw new Error('another');
        };
        expect(await rejection(runs(other))).to.equal(failure);
        expect(await bench.marks()).to.deep.equal(['cleaned', 'cleaned']);
      });

      it('keeps a run that goes on beside a failed one from writing', async () => {
        const work = toEnd(async () => {
          const slow = bench.runner.run(async () => {
            await sleep(20);
            await bench.mark('slow');
          });
          await Promise.allSettled([slow, bench.runner.run(() => Promise.reject(failure))]);
        });
        expect(await rejection(work)).to.equal(failure);
        expect(await bench.marks()).to.deep.equal([]);
      });

      it('is active from its start until it is over', async () => {
        const seen: boolean[] = [bench.runner.isActive()];
        const look = (): void => void seen.push(bench.runner.isActive());
        await rejection(
          toEnd(async () => {
            look();
            await bench.runner.run(async () => look());
            look();
            await rejection(bench.runner.run(() => Promise.reject(failure)));
            look();
          }),
        );
        look();
        expect(seen).to.deep.equal([false, true, true, true, false, false]);
      });

      it('calls back after its commit, and never after a rollback', async () => {
        const seen: string[][] = [];
        const note = async (): Promise<void> => void seen.push(await bench.marks());
        await toEnd(async () => {
          await bench.runner.run(() => bench.runner.afterCommit(note));
          await bench.runner.afterCommit(note);
          expect(seen).to.deep.equal([]);
        });
        await rejection(
          toEnd(async () => {
            await bench.runner.run(() => bench.runner.afterCommit(note));
            throw failure;
          }),
        );
        expect(seen).to.deep.equal([
          ['begin', 'end'],
          ['begin', 'end'],
        ]);
      });

      it('refuses work without a run, and to be inside a transaction', async () => {
        expect(String(await rejection(toEnd(async () => 'nothing')))).to.include('without a transaction');
        const inside = bench.runner.run(() => toEnd(() => bench.runner.run(async () => undefined)));
        expect(String(await rejection(inside))).to.include('inside a transaction');
        expect(await bench.marks()).to.deep.equal([]);
      });
    });
  });
}
