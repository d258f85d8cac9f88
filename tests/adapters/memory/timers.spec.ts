import { expect } from 'chai';
import sinon from 'sinon';
import { Timers } from '../../../src/adapters/memory/timers.js';

describe('Timers', () => {
  const DAY = 24 * 3600 * 1000;
  let time: sinon.SinonFakeTimers;
  beforeEach(() => (time = sinon.useFakeTimers()));
  afterEach(() => time.restore());

  it('waits longer than a Node timer can', () => {
    let fired = 0;
    new Timers().after(60 * DAY, () => (fired += 1));
    time.tick(60 * DAY - 1);
    expect(fired).to.equal(0);
    time.tick(1);
    expect(fired).to.equal(1);
  });

  it('repeats until stopped, also from within', () => {
    let fired = 0;
    const stop = new Timers().every(10, () => {
      fired += 1;
      if (fired === 3) stop();
    });
    time.tick(29);
    expect(fired).to.equal(2);
    time.tick(100);
    expect(fired).to.equal(3);
  });

  it('stops one or all, in whichever step of a long wait', () => {
    let fired = 0;
    const timers = new Timers();
    const stop = timers.after(60 * DAY, () => (fired += 1));
    timers.after(60 * DAY, () => (fired += 10));
    timers.every(60 * DAY, () => (fired += 100));
    time.tick(30 * DAY);
    stop();
    time.tick(31 * DAY);
    expect(fired).to.equal(110);
    timers.stopAll();
    time.tick(500 * DAY);
    expect(fired).to.equal(110);
  });
});
