import { expect } from 'chai';
import { SingleFlight } from '../../../src/core/caching/index.js';
import { rejection } from '../../support/rejection.js';

describe('SingleFlight', () => {
  const pending = (): { promise: Promise<string>; resolve: (value: string) => void } => {
    let resolve: (value: string) => void = () => undefined;
    const promise = new Promise<string>((settle) => (resolve = settle));
    return { promise, resolve };
  };

  it('shares a run under way and starts anew afterwards', async () => {
    const flights = new SingleFlight<string>();
    const first = pending();
    const a = flights.run('k', () => first.promise);
    const b = flights.run('k', async () => 'never called');
    first.resolve('one');
    expect([await a, await b]).to.deep.equal(['one', 'one']);
    expect(await flights.run('k', async () => 'two')).to.equal('two');
  });

  it('shares an error, also one thrown at once, and forgets it', async () => {
    const flights = new SingleFlight<string>();
    const fail = (): Promise<string> => {
      throw new Error('at once');
    };
    const all = await Promise.allSettled([flights.run('k', fail), flights.run('k', fail)]);
    expect(all.map((one) => one.status)).to.deep.equal(['rejected', 'rejected']);
    expect(await rejection(flights.run('k', fail))).to.be.instanceOf(Error);
    expect(await flights.run('k', async () => 'fine')).to.equal('fine');
  });

  it('tells forgotten work that it is no longer wanted, and keeps the newer run', async () => {
    const flights = new SingleFlight<string>();
    const old = pending();
    const wanted: boolean[] = [];
    const first = flights.run('k', async (stillWanted) => {
      wanted.push(stillWanted());
      const value = await old.promise;
      wanted.push(stillWanted());
      return value;
    });
    await Promise.resolve();
    flights.forget('k');
    const newer = pending();
    const second = flights.run('k', () => newer.promise);
    old.resolve('old');
    expect(await first).to.equal('old');
    const third = flights.run('k', async () => 'a third run');
    newer.resolve('new');
    expect([await second, await third]).to.deep.equal(['new', 'new']);
    expect(wanted).to.deep.equal([true, false]);
  });

  it('forgets by a test of the key', async () => {
    const flights = new SingleFlight<string>();
    const [a, b] = [pending(), pending()];
    const runs = [flights.run('a', () => a.promise), flights.run('b', () => b.promise)];
    flights.forgetWhere((key) => key === 'a');
    expect(await flights.run('a', async () => 'new')).to.equal('new');
    const joined = flights.run('b', async () => 'new');
    a.resolve('A');
    b.resolve('B');
    expect(await Promise.all([...runs, joined])).to.deep.equal(['A', 'B', 'B']);
  });
});
