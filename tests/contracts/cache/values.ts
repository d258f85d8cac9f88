import { expect } from 'chai';
import { isDeepStrictEqual } from 'node:util';
import type { Cache } from '../../../src/core/caching/index.js';
import { rejection } from '../../support/rejection.js';

const shared = { n: 1 };
const circle: Record<string, unknown> = { name: 'circle' };
circle['self'] = circle;

const values: [string, unknown][] = [
  ['an object', { a: [1, { b: 'ა' }] }],
  ['an empty list', []],
  ['an empty text', ''],
  ['a text', 'text'],
  ['the text of a number', '5'],
  ['0', 0],
  ['-0', -0],
  ['-1.5', -1.5],
  ['the largest whole number', Number.MAX_SAFE_INTEGER],
  ['a number beyond it', 2 ** 70],
  ['NaN', Number.NaN],
  ['Infinity', Number.POSITIVE_INFINITY],
  ['-Infinity', Number.NEGATIVE_INFINITY],
  ['false', false],
  ['null', null],
  ['a bigint', -(2n ** 80n)],
  ['a Date', new Date('2026-02-03T04:05:06.007Z')],
  [
    'a Map',
    new Map<unknown, unknown>([
      ['a', new Date(0)],
      [{ key: 1 }, undefined],
    ]),
  ],
  ['a Set', new Set<unknown>([1, '1', 1n])],
  ['undefined inside', { here: undefined, list: [undefined, 1] }],
  ['-0, NaN and a bigint inside', { list: [-0, Number.NaN, 3n] }],
  ['a field __proto__', JSON.parse('{"__proto__":{"a":[{"__proto__":1}]},"constructor":2}')],
  ['half surrogate pairs', { '\udc00': ['\ud800', 'a\udfffb', '\udc00\ud800'] }],
  ['control characters', '\u0000\u0001\n\r\u2028"\\'],
  ['bytes', new Uint8Array([0, 255, 1])],
  ['one object in two places', [shared, shared]],
  ['an object that holds itself', circle],
];

const refused: [string, unknown][] = [
  ['undefined', undefined],
  ['a function', () => 1],
  ['a symbol', Symbol('s')],
  ['an instance of a class', new (class Bike {})()],
  ['an Error', new Error('e')],
  ['a function inside', { list: [{ f: () => 1 }] }],
];

/** What goes in comes out, whatever it is. */
export function describeValues(cacheOf: () => Cache): void {
  describe('values', () => {
    for (const [what, value] of values) {
      it(`come back as they were: ${what}`, async () => {
        const cache = cacheOf();
        await cache.set('k', value, 60);
        await cache.setHash('h', { f: value }, 60);
        const made = await cache.getOrSet('made', 60, async () => value);
        const answers = [await cache.get('k'), await cache.getHash('h', 'f'), made, await cache.get('made')];
        for (const answer of [...answers, (await cache.getAllHash('h'))?.['f']]) {
          expect(isDeepStrictEqual(answer, value), String(answer)).to.equal(true);
        }
      });
    }

    it('come back as they were: a megabyte of text', async () => {
      const text = 'მოტო🏍x'.repeat(150_000);
      await cacheOf().set('k', { text }, 60);
      expect((await cacheOf().get<{ text: string }>('k'))?.text === text).to.equal(true);
    });

    it('are undefined where nothing stands', async () => {
      expect(await cacheOf().get('nothing')).to.equal(undefined);
    });

    it('are kept and given as copies', async () => {
      const cache = cacheOf();
      const value = { list: [1] };
      await cache.set('k', value, 60);
      value.list.push(2);
      const first = await cache.get<{ list: number[] }>('k');
      first?.list.push(3);
      expect(await cache.get('k')).to.deep.equal({ list: [1] });
    });

    for (const [what, value] of refused) {
      it(`cannot be ${what}; what stood there stays`, async () => {
        const cache = cacheOf();
        await cache.set('k', 1, 60);
        expect(await rejection(cache.set('k', value, 60))).to.be.instanceOf(TypeError);
        expect(await cache.get('k')).to.equal(1);
        expect(await rejection(cache.setHash('h', { a: 1, b: value }, 60))).to.be.instanceOf(TypeError);
        expect(await cache.getAllHash('h')).to.equal(undefined);
        expect(await rejection(cache.getOrSet('made', 60, async () => value))).to.be.instanceOf(TypeError);
        expect(await cache.get('made')).to.equal(undefined);
      });
    }
  });
}
