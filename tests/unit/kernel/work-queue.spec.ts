import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect } from 'chai';
import { WorkQueue } from '../../../src/core/kernel/index.js';
import { rejection } from '../../support/rejection.js';

const full = () => new Error('full');

describe('WorkQueue', () => {
  it('lets in as many as it has places, the others in order, also after one that failed', async () => {
    const queue = new WorkQueue(2, 7, full);
    const order: number[] = [];
    let inside = 0;
    let most = 0;
    const work = async (index: number): Promise<number> => {
      order.push(index);
      inside += 1;
      most = Math.max(most, inside);
      for (let turn = 0; turn < 3 + (index % 3); turn += 1) await nextTurn();
      inside -= 1;
      if (index === 1) throw new Error('failed');
      return index;
    };
    const indexes = Array.from({ length: 9 }, (_, index) => index);
    const outcomes = await Promise.allSettled(indexes.map((index) => queue.run(() => work(index))));
    expect(outcomes.map(({ status }) => status === 'fulfilled')).to.deep.equal(indexes.map((index) => index !== 1));
    expect([most, inside]).to.deep.equal([2, 0]);
    expect(order).to.deep.equal(indexes);
  });

  it('gives a place that came free to the one who waited, not to a newcomer besides', async () => {
    const queue = new WorkQueue(1, 3, full);
    let inside = 0;
    let most = 0;
    const work = async (): Promise<void> => {
      inside += 1;
      most = Math.max(most, inside);
      await nextTurn();
      inside -= 1;
    };
    const first = queue.run(work).then(() => Promise.all([queue.run(work), queue.run(work)]));
    await Promise.all([first, queue.run(work)]);
    expect([most, inside]).to.deep.equal([1, 0]);
  });

  it('refuses at once whoever finds as many waiting as may, and takes others again as soon as one began', async () => {
    const queue = new WorkQueue(1, 2, full);
    const ends: (() => void)[] = [];
    const work = (): Promise<void> => new Promise((resolve) => ends.push(resolve));
    const taken = [queue.run(work), queue.run(work), queue.run(work)];
    expect(await rejection(queue.run(work))).to.have.property('message', 'full');
    ends.shift()?.();
    await taken[0];
    const another = queue.run(work);
    expect(await rejection(queue.run(work))).to.have.property('message', 'full');
    for (const waiting of [taken[1], taken[2], another]) {
      ends.shift()?.();
      await waiting;
    }
  });
});
