/** The text a value is kept as. Throws TypeError for what is no JSON (undefined, functions, BigInt, circles). */
export function jsonText(value: unknown): string {
  const text: string | undefined = JSON.stringify(value);
  if (text === undefined) throw new TypeError('Cache: undefined, functions and symbols cannot be stored');
  return text;
}

/** Whole milliseconds, at least 1, of a lifetime in seconds. Throws RangeError unless it is finite and above 0. */
export function lifetimeMs(ttlSeconds: number): number {
  if (!Number.isFinite(ttlSeconds) || ttlSeconds <= 0) throw new RangeError('Cache: ttlSeconds must be above 0');
  return Math.ceil(ttlSeconds * 1000);
}

/** The step of a counter. Throws TypeError unless it is a safe integer. */
export function counterStep(by: number): number {
  if (!Number.isSafeInteger(by)) throw new TypeError('Cache: a counter moves by whole numbers');
  return by;
}
