import { freshMs } from './freshness.js';
import { dataCodec } from './value-codec.js';

/** The text a value is kept as. Throws TypeError for what is no data (see dataCodec), and for `undefined`, which is absence. */
export function valueText(value: unknown): string {
  if (value === undefined) throw new TypeError('Cache: undefined stands for absence and cannot be stored');
  return dataCodec.encode(value);
}

/** The value of such a text; `undefined` where there is none, and for a text that somebody else wrote. */
export function textValue<T>(text: string | null | undefined): T | undefined {
  if (text == null) return undefined;
  try {
    return dataCodec.decode(text) as T;
  } catch {
    return undefined;
  }
}

/** Whole milliseconds, at least 1, of a lifetime in seconds. Throws RangeError unless it is finite and above 0. */
export function lifetimeMs(ttlSeconds: number): number {
  if (!Number.isFinite(ttlSeconds) || ttlSeconds <= 0) throw new RangeError('Cache: ttlSeconds must be above 0');
  return Math.ceil(ttlSeconds * 1000);
}

/** The same, shorter by chance: between 90 % and 100 %, so that what is made together does not end together. */
export function spreadLifetimeMs(ttlSeconds: number, random: () => number): number {
  lifetimeMs(ttlSeconds);
  return freshMs({ ttlSeconds }, random);
}

/** The step of a counter. Throws TypeError unless it is a safe integer. */
export function counterStep(by: number): number {
  if (!Number.isSafeInteger(by)) throw new TypeError('Cache: a counter moves by whole numbers');
  return by;
}
