import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect } from 'chai';
import { Turnstile } from '../../../src/adapters/sharp/turnstile.js';

describe('Turnstile', () => {
  it('lets in as many as it has places, the others in order, also after one that failed', async () => {
    const turnstile = new Turnstile(2);
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
    const outcomes = await Promise.allSettled(indexes.map((index) => turnstile.run(() => work(index))));
    expect(outcomes.map(({ status }) => status === 'fulfilled')).to.deep.equal(indexes.map((index) => index !== 1));
    expect([most, inside]).to.deep.equal([2, 0]);
    expect(order).to.deep.equal(indexes);
  });

  it('gives a place that came free to the one who waited, not to a newcomer besides', async () => {
    const turnstile = new Turnstile(1);
    let inside = 0;
    let most = 0;
    const work = async (): Promise<void> => {
      inside += 1;
      most = Math.max(most, inside);
      await nextTurn();
      inside -= 1;
    };
    const first = turnstile.run(work).then(() => Promise.all([turnstile.run(work), turnstile.run(work)]));
    await Promise.all([first, turnstile.run(work)]);
    expect([most, inside]).to.deep.equal([1, 0]);
  });
});
