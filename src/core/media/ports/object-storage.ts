export interface StoredObject {
  readonly body: Buffer;
  readonly contentType: string;
}

/**
 * Files by key. Keys are made by the server and follow the rule of `assertObjectKey`: lower-case letters, digits, `-`, `.`, and `/`
 * between parts; anything else (also `..`) is refused with TypeError and never reaches the store. A content type is one line of
 * printable ASCII that is not empty; anything else is refused with TypeError too.
 *
 * - An object is there wholly or not at all: a failed or interrupted `put` leaves nothing to be read. `put` replaces body and type at once.
 * - Keys do not nest: `a` and `a/b` can both be there.
 * - Objects are served to everyone at `urlFor(key)` and never change under a key, so they are cached for ever.
 * - Where the store cannot be reached or used, every method but `urlFor` rejects within a time bound: an absent object and a failing
 *   store are never taken for each other.
 */
export abstract class ObjectStorage {
  abstract put(key: string, body: Buffer, contentType: string): Promise<void>;
  /** `undefined` where nothing stands. */
  abstract get(key: string): Promise<StoredObject | undefined>;
  /** Absent keys are no error. One bad key refuses the whole call before anything is deleted. */
  abstract delete(keys: readonly string[]): Promise<void>;
  /** Absolute address that loads without a token and from another origin. Says nothing about whether the object is there. */
  abstract urlFor(key: string): string;
}

/** For adapters. @throws TypeError for what the port refuses: it becomes a response header one day. */
export function assertContentType(contentType: string): void {
  if (!/^[\x21-\x7e](?:[\x20-\x7e]{0,126}[\x21-\x7e])?$/.test(contentType)) {
    throw new TypeError('A content type is one line of printable ASCII, 1 to 128 characters');
  }
}
