import { expect } from 'chai';
import { CircuitBreaker, CircuitOpen } from '../../../src/core/caching/index.js';
import { rejection } from '../../support/rejection.js';

describe('CircuitBreaker', () => {
  let now: number;
  let breaker: CircuitBreaker;
  const down = new Error('down');
  const fail = (): Promise<never> => Promise.reject(down);
  const works = async (): Promise<string> => 'up';
  /** What the call ended with; whether its work was begun shows in the reason. */
  const tried = async (work: () => Promise<unknown>): Promise<unknown> => rejection(breaker.run(work));
  const held = (): { run: Promise<unknown>; end: (error?: Error) => void } => {
    let end: (error?: Error) => void = () => undefined;
    const work = new Promise<void>((resolve, reject) => {
      end = (error) => (error ? reject(error) : resolve());
    });
    return { run: breaker.run(() => work), end: (error) => end(error) };
  };

  beforeEach(() => {
    now = 1_000;
    breaker = new CircuitBreaker({ failures: 3, pauseMs: 100, now: () => now });
  });

  it('passes on what the work answers and what it rejects with', async () => {
    expect(await breaker.run(works)).to.equal('up');
    expect(await tried(fail)).to.equal(down);
    expect(breaker.state).to.equal('closed');
  });

  it('opens after so many failures in a row, and refuses without trying', async () => {
    for (let i = 0; i < 3; i += 1) expect(await tried(fail)).to.equal(down);
    expect(breaker.state).to.equal('open');
    let begun = false;
    const refused = await tried(async () => {
      begun = true;
    });
    expect(refused).to.be.instanceOf(CircuitOpen);
    expect(begun).to.equal(false);
  });

  it('counts failures in a row only', async () => {
    for (let i = 0; i < 9; i += 1) {
      await tried(fail);
      await tried(fail);
      await breaker.run(works);
    }
    expect(breaker.state).to.equal('closed');
  });

  it('lets one try after the pause, not before, and one at a time', async () => {
    breaker.open();
    now += 99;
    expect(await tried(works)).to.be.instanceOf(CircuitOpen);
    now += 1;
    const probe = held();
    expect(breaker.state).to.equal('half-open');
    expect(await tried(works)).to.be.instanceOf(CircuitOpen);
    now += 1_000;
    expect(await tried(works)).to.be.instanceOf(CircuitOpen);
    probe.end();
    await probe.run;
    expect(breaker.state).to.equal('closed');
    expect(await breaker.run(works)).to.equal('up');
  });

  it('pauses anew when the try fails', async () => {
    breaker.open();
    now += 100;
    expect(await tried(fail)).to.equal(down);
    expect(breaker.state).to.equal('open');
    now += 99;
    expect(await tried(works)).to.be.instanceOf(CircuitOpen);
    now += 1;
    expect(await breaker.run(works)).to.equal('up');
  });

  it('starts counting anew when it has closed', async () => {
    for (let i = 0; i < 3; i += 1) await tried(fail);
    now += 100;
    await breaker.run(works);
    await tried(fail);
    await tried(fail);
    expect(breaker.state).to.equal('closed');
    await tried(fail);
    expect(breaker.state).to.equal('open');
  });

  it('does not take the late answer of an earlier call for that of the try', async () => {
    const early = held();
    breaker.open();
    now += 100;
    const probe = held();
    early.end();
    await early.run;
    expect(breaker.state).to.equal('half-open');
    probe.end(down);
    expect(await rejection(probe.run)).to.equal(down);
    expect(breaker.state).to.equal('open');
  });

  it('nor its late failure', async () => {
    const early = held();
    breaker.open();
    now += 100;
    const probe = held();
    early.end(down);
    expect(await rejection(early.run)).to.equal(down);
    expect(breaker.state).to.equal('half-open');
    probe.end();
    await probe.run;
    expect(breaker.state).to.equal('closed');
  });
});
