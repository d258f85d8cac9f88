import { parse, stringify } from 'devalue';
import type { ValueCodec } from './cache-family.js';

/** devalue refuses objects with a field of this name; they are written as lists of their fields. */
const hasProto = (value: unknown): boolean => typeof value === 'object' && value !== null && Object.hasOwn(value, '__proto__');
const reducers = { fields: (value: unknown) => hasProto(value) && Object.entries(value as object) };
const revivers = { fields: (fields: [string, unknown][]) => Object.fromEntries(fields) };

/**
 * Data as text: what JSON knows, and Date, bigint, undefined, Map, Set, -0, NaN, half surrogate pairs, `__proto__` fields and
 * repeated references as well; the same text whichever adapter keeps it. Whole numbers stand as they are, so that a counter can
 * count them. Throws TypeError for functions, symbols and instances of classes, and for a text that it did not make.
 */
export const dataCodec: ValueCodec<unknown> = {
  immutable: false,
  encode(value) {
    if (Number.isSafeInteger(value) && !Object.is(value, -0)) return String(value);
    try {
      return `d${stringify(value, reducers)}`;
    } catch (error) {
      throw new TypeError('Cache: only data can be stored: no functions, no symbols, no instances of classes', { cause: error });
    }
  },
  decode(text) {
    try {
      if (text.startsWith('d')) return parse(text.slice(1), revivers) as unknown;
    } catch (error) {
      throw new TypeError('Cache: the text is not a value that was kept', { cause: error });
    }
    const number = Number(text);
    if (String(number) !== text || !Number.isSafeInteger(number))
      throw new TypeError('Cache: the text is not a number that was kept');
    return number;
  },
};
