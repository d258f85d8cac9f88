import { expect } from 'chai';
import { runNested } from './nested-run.js';

describe('runNested', () => {
  it('says what passed and what failed, each by its whole title, and does not fail itself', async () => {
    const run = await runNested(() => {
      describe('outer', () => {
        let ready = false;
        beforeEach(() => {
          ready = true;
        });
        it('holds', () => expect(ready).to.equal(true));
        describe('inner', () => {
          it('breaks', async () => expect(ready).to.equal(false));
        });
      });
    });
    expect(run).to.deep.equal({ passed: ['outer › holds'], failed: ['outer › inner › breaks'] });
  });

  it('gives the words back to the run it stands in, also when the suite cannot be registered', async () => {
    const words = [describe, it, before, after, beforeEach, afterEach];
    await runNested(() => undefined);
    const broken = (): never => {
      throw new Error('no suite');
    };
    expect(await runNested(broken).catch((error: unknown) => error)).to.have.property('message', 'no suite');
    expect([describe, it, before, after, beforeEach, afterEach]).to.deep.equal(words);
  });
});
