import { expect } from 'chai';
import fc from 'fast-check';
import { cacheFamily, catalogue } from '../../../src/core/caching/index.js';

const rules = { ttlSeconds: 60, version: 1 };

describe('cacheFamily', () => {
  it('writes keys by its pattern, and is named by it', () => {
    const family = cacheFamily<number>()('feed:{userId}:page:{page}:{limit}', rules);
    expect(family.key({ userId: 'u1', page: 2, limit: 20 })).to.equal('feed:u1:page:2:20');
    expect(family.name).to.equal('feed:page');
    expect(cacheFamily<number>()('categories:all', rules).key({})).to.equal('categories:all');
  });

  it('writes any text, halves of surrogate pairs too, without a colon and as well-formed Unicode', () => {
    const family = cacheFamily<number>()('k:{a}', rules);
    expect(family.key({ a: '\ud800' })).to.equal('k:%ud800');
    expect(family.key({ a: 'ა\ud83c\udfcd\udfcd:' })).to.equal('k:%E1%83%90%F0%9F%8F%8D%udfcd%3A');
    expect(family.key({ a: '%ud800' })).to.equal('k:%25ud800');
  });

  const units = fc
    .array(fc.constantFrom(...'a:%u{}*d800F\ud800\udc00\ufffd', '\u0000', 'ა'), { maxLength: 6 })
    .map((all) => all.join(''));
  const text = fc.oneof(units, fc.string({ unit: 'binary' }));

  it('never writes one key for two pairs of texts', () => {
    const family = cacheFamily<number>()('k:{a}:x:{b}', rules);
    const seen = new Map<string, string>();
    fc.assert(
      fc.property(text, text, (a, b) => {
        const key = family.key({ a, b });
        expect(key.isWellFormed()).to.equal(true);
        expect(key.split(':')).to.have.length(4);
        const pair = JSON.stringify([a, b]);
        expect(seen.get(key) ?? pair).to.equal(pair);
        seen.set(key, pair);
      }),
      { numRuns: 5_000 },
    );
  });

  it('refuses parameters with no colon between them', () => {
    expect(() => cacheFamily<number>()('k:{a}{b}', rules)).to.throw(TypeError, 'k:{a}{b}');
    expect(() => cacheFamily<number>()('k:{a}-{b}:{c}', rules)).to.throw(TypeError);
  });
});

describe('the catalogue of keys', () => {
  const patterns = Object.values(catalogue).map(({ pattern }) => pattern);
  const isParameter = (part: string | undefined): boolean => part?.startsWith('{') === true;
  const mayMeet = (one: string, other: string): boolean => {
    const [a, b] = [one.split(':'), other.split(':')];
    return a.length === b.length && a.every((part, i) => part === b[i] || isParameter(part) || isParameter(b[i]));
  };

  it('has no two patterns that could write the same key', () => {
    const pairs = patterns.flatMap((one, i) => patterns.slice(i + 1).map((other) => [one, other] as const));
    expect(pairs.filter(([one, other]) => mayMeet(one, other))).to.deep.equal([]);
    expect(mayMeet('user:{id}:{viewer}', 'user:profile:{id}')).to.equal(true);
  });

  it('has no two families of one name', () => {
    const names = patterns.map((pattern) => cacheFamily<unknown>()(pattern, rules).name);
    expect(new Set(names).size).to.equal(names.length);
  });
});
