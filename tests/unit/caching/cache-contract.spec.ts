import { MemoryCache } from '../../../src/adapters/memory/memory-cache.js';
import { cacheContract } from '../../contracts/cache.contract.js';
import { describeFaults } from '../../support/contract-faults.js';
import { FakeClock } from '../../support/fake-clock.js';
import { type CacheMaker, faultyCaches } from '../../support/faulty-caches.js';

const backAsTheyWere = (...what: string[]): string[] => what.map((one) => `values › come back as they were: ${one}`);
const cannotBe = (...what: string[]): string[] => what.map((one) => `values › cannot be ${one}; what stood there stays`);
const evenly = (...what: string[]): string[] =>
  what.map((one) => `lifetimes › of ${one}: a thousand kept together end between 90 % and 100 % of their time, evenly`);
const wrongLifetimes = [0, -1, Number.NaN, Number.POSITIVE_INFINITY].map((wrong) => `lifetimes › cannot be ${wrong}`);
const lateValues = ['deleted', 'deleted by pattern', 'set', 'counted'].map(
  (how) => `getOrSet › does not keep a late value when the key was ${how} meanwhile`,
);

/** Which promises each fault breaks. */
const expected: Record<keyof typeof faultyCaches, readonly string[]> = {
  SharesObjects: ['values › are kept and given as copies'],
  KeepsJson: [
    ...backAsTheyWere('-0', 'NaN', 'Infinity', '-Infinity', 'a bigint', 'a Date', 'a Map', 'a Set', 'undefined inside'),
    ...backAsTheyWere('-0, NaN and a bigint inside', 'bytes', 'an object that holds itself'),
    ...cannotBe('an instance of a class', 'an Error', 'a function inside'),
    'counters › refuse to count what is no integer',
  ],
  KeepsUndefined: cannotBe('undefined'),
  ForgetsLifetimes: [
    ...evenly('set'),
    'lifetimes › that are over leave nothing to delete',
    'counters › go on from a value that was set, and keep its expiry',
  ],
  SpreadsNothing: evenly('set', 'getOrSet', 'setHash'),
  TakesAnyLifetime: wrongLifetimes,
  LosesCounts: ['counters › lose nothing under 50 parallel calls'],
  RenewsCounters: [
    'counters › lose nothing under 50 parallel calls',
    'counters › go on from a value that was set, and keep its expiry',
    'counters › take their lifetime when created, and no later',
  ],
  CountsTexts: ['counters › refuse to count what is no integer'],
  TakesQuestionMarks: ['del and delByPattern › takes everything else literally'],
  DeletesTooMuch: ['del and delByPattern › takes * for any text, also none, at any place'],
  DeletesTooLittle: ['del and delByPattern › removes all of thousands'],
  CountsWhatWasNot: [
    'lifetimes › that are over leave nothing to delete',
    'del and delByPattern › answers how many of the keys existed',
  ],
  KeepsLateValues: lateValues,
  Stampedes: [
    ...wrongLifetimes,
    'getOrSet › shares one factory call among 50 concurrent misses, each with a copy of its own',
    "getOrSet › gives the factory's error to all who wait and does not keep it",
    ...lateValues,
  ],
  TakesNullForAbsence: [
    ...backAsTheyWere('null'),
    'getOrSet › takes a kept null for a value',
    'counters › refuse to count what is no integer',
  ],
  ReplacesHashes: ['hashes › keep other fields and take the new expiry for the whole'],
  InventsHashes: [
    ...cannotBe('undefined', 'a function', 'a symbol', 'an instance of a class', 'an Error', 'a function inside'),
    'del and delByPattern › answers how many of the keys existed',
    'hashes › keep fields, null too, and answer undefined for what is not there',
    'hashes › keep other fields and take the new expiry for the whole',
  ],
  MixesKinds: ['hashes › are never read or counted as values, nor values as hashes'],
};

describeFaults<CacheMaker, keyof typeof faultyCaches>('Cache', {
  contract: (make) => {
    let clock = new FakeClock();
    cacheContract({
      make: async (random) => {
        clock = new FakeClock();
        return make(clock, random);
      },
      pass: async (ms) => clock.advance(ms),
    });
  },
  sound: (clock, random) => new MemoryCache(clock, { maxBytes: 10_000_000, ...(random ? { random } : {}) }),
  faulty: faultyCaches,
  expected,
  promises: 60,
});
