import { monitorEventLoopDelay } from 'node:perf_hooks';
import { hash } from '@node-rs/argon2';
import { expect } from 'chai';
import { Argon2PasswordHasher, owaspCost } from '../../../src/adapters/argon2/argon2-password-hasher.js';
import { HashingBusy } from '../../../src/core/identity/index.js';
import { passwordHasherContract } from '../../contracts/password-hasher.contract.js';
import { rejection } from '../../support/rejection.js';

const cheap = { memoryCost: 1_024, timeCost: 1, parallelism: 1 };

describe('Argon2PasswordHasher', () => {
  passwordHasherContract(() => new Argon2PasswordHasher());

  it('makes argon2id at the cost that OWASP asks for', async () => {
    expect(await new Argon2PasswordHasher().hash('a password')).to.match(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });

  it('verifies cheaper and dearer hashes of ours, and wants the cheaper ones anew', async () => {
    const hasher = new Argon2PasswordHasher();
    for (const [cost, again] of [
      [cheap, true],
      [{ ...owaspCost, timeCost: 3 }, false],
    ] as const) {
      const made = await hash('a password', cost);
      expect(await hasher.verify('a password', made)).to.equal(true);
      expect(hasher.needsRehash(made)).to.equal(again);
    }
    const argon2d = await hash('a password', { ...owaspCost, algorithm: 0 });
    expect(await hasher.verify('a password', argon2d)).to.equal(false);
    expect(hasher.needsRehash(argon2d)).to.equal(true);
  });

  it('does not work on a stored hash that asks for 2 GiB, or for a thousand passes', async () => {
    const hasher = new Argon2PasswordHasher();
    const tail = 'c29tZXNhbHRzb21lc2FsdA$RdescudvJCsgt3ub+b7dWRWJTmaaJObGfvbDiffuH1M';
    const before = process.memoryUsage().rss;
    for (const cost of ['m=2097152,t=2,p=1', 'm=19456,t=1000,p=1', 'm=19456,t=2,p=200']) {
      const started = performance.now();
      expect(await hasher.verify('a password', `$argon2id$v=19$${cost}$${tail}`)).to.equal(false);
      expect(performance.now() - started).to.be.below(3_000);
    }
    expect(process.memoryUsage().rss - before).to.be.below(300 * 1024 * 1024);
  });

  it('really works for an unknown account: as long as for a known one, give or take', async () => {
    const hasher = new Argon2PasswordHasher({ width: 1 });
    const stored = await hasher.hash('a password');
    const times = { known: [] as number[], unknown: [] as number[] };
    for (let round = 0; round < 15; round += 1) {
      for (const [kind, hashed] of [
        ['known', stored],
        ['unknown', undefined],
      ] as const) {
        const started = performance.now();
        await hasher.verify('another password', hashed);
        times[kind].push(performance.now() - started);
      }
    }
    const median = (list: number[]): number => list.sort((a, b) => a - b)[7] ?? 0;
    expect(median(times.unknown) / median(times.known)).to.be.within(0.4, 2.5);
  });

  it('takes so many and no more: the rest is refused at once, and all others are served', async () => {
    const hasher = new Argon2PasswordHasher({ cost: cheap, width: 2, maxWaiting: 10 });
    const outcomes = await Promise.allSettled(Array.from({ length: 50 }, () => hasher.hash('a password')));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).to.have.length(12);
    for (const outcome of outcomes) if (outcome.status === 'rejected') expect(outcome.reason).to.be.instanceOf(HashingBusy);
    expect(await hasher.hash('a password')).to.match(/^\$argon2id/);
  });

  it('frees the place of a work that failed', async () => {
    const hasher = new Argon2PasswordHasher({ cost: { ...cheap, memoryCost: 1 }, width: 1, maxWaiting: 1 });
    for (let i = 0; i < 3; i += 1) expect(await rejection(hasher.hash('a password'))).not.to.be.instanceOf(HashingBusy);
  });

  it('leaves the event loop free while 50 passwords are verified', async () => {
    const hasher = new Argon2PasswordHasher();
    const stored = await hasher.hash('a password');
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    await Promise.all(Array.from({ length: 50 }, () => hasher.verify('another password', stored)));
    delay.disable();
    // The whole takes about a second of two cores; on the loop it would be one pause of that length.
    expect(delay.percentile(50) / 1e6).to.be.below(50);
  });
});
