import { expect } from 'chai';
import { type AnswerKey, type AnswerStore, IdempotencyKeyInUse } from '../../src/core/idempotency/index.js';
import type { TransactionRunner } from '../../src/core/kernel/index.js';
import { rejection } from '../support/rejection.js';

export interface AnswerStoreHarness {
  make(): AnswerStore;
  transactions(): TransactionRunner;
  /** The id of a new person. */
  person(): Promise<string>;
}

const at = new Date('2026-03-01T10:00:00.123Z');
const after = (seconds: number): Date => new Date(at.getTime() + seconds * 1_000);
const fingerprint = Buffer.alloc(32, 7);
const answer = { status: 201, body: '{"data":"გამარჯობა \\u0000"}' };

/** What every AnswerStore promises (src/core/idempotency/ports/answer-store.ts). */
export function answerStoreContract(harness: AnswerStoreHarness): void {
  describe('AnswerStore contract', () => {
    let store: AnswerStore;
    let key: AnswerKey;
    beforeEach(async () => {
      store = harness.make();
      key = { personId: await harness.person(), operation: 'POST /things', key: 'a-key' };
    });
    const put = (under = key, expiresAt = after(10), now = at, mark = fingerprint): Promise<void> =>
      harness.transactions().run(async () => {
        await store.take(under, mark, expiresAt, now);
        await store.put(under, answer);
      });

    it('finds nothing under a new key, and afterwards the very answer', async () => {
      expect(await store.find(key, at)).to.equal(undefined);
      await put();
      expect(await store.find(key, at)).to.deep.equal({ ...answer, fingerprint });
    });

    it('keeps people, operations and keys apart', async () => {
      await put();
      const others = [
        { ...key, personId: await harness.person() },
        { ...key, operation: 'POST /others' },
        { ...key, key: 'A-key' },
      ];
      for (const other of others) {
        expect(await store.find(other, at)).to.equal(undefined);
        await put(other);
      }
    });

    it('refuses a key that is taken', async () => {
      await put();
      expect(await rejection(put())).to.be.instanceOf(IdempotencyKeyInUse);
    });

    it('gives a key back when the transaction is rolled back', async () => {
      const work = harness.transactions().run(async () => {
        await store.take(key, fingerprint, after(10), at);
        throw new Error('changed my mind');
      });
      await rejection(work);
      expect(await store.find(key, at)).to.equal(undefined);
      await put();
    });

    it('lets an expired key be taken anew, with nothing left of before', async () => {
      await put();
      expect(await store.find(key, after(10))).to.equal(undefined);
      const again = Buffer.alloc(32, 8);
      await put(key, after(20), after(10), again);
      expect((await store.find(key, after(10)))?.fingerprint).to.deep.equal(again);
      expect(await store.find(key, after(20))).to.equal(undefined);
    });

    it('removes what has expired, the oldest first and no more than asked for', async () => {
      const keys = await Promise.all([3, 1, 2, 4].map(async (second) => ({ ...key, key: `k${second}`, second })));
      for (const { second, ...under } of keys) await put(under, after(second));
      const left = async (): Promise<string[]> => {
        const found = await Promise.all(keys.map(({ second: _, ...under }) => store.find(under, at)));
        return keys.filter((_, i) => found[i]).map((under) => under.key);
      };
      expect(await store.removeExpired(after(3), 2)).to.equal(2);
      expect(await left()).to.deep.equal(['k3', 'k4']);
      expect(await store.removeExpired(after(3), 2)).to.equal(1);
      expect(await left()).to.deep.equal(['k4']);
      expect(await store.removeExpired(after(3), 2)).to.equal(0);
    });

    it('lets one of ten at once have the key', async () => {
      const outcomes = await Promise.allSettled(Array.from({ length: 10 }, () => put()));
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).to.have.length(1);
      for (const outcome of outcomes) {
        if (outcome.status === 'rejected') expect(outcome.reason).to.be.instanceOf(IdempotencyKeyInUse);
      }
    });
  });
}
