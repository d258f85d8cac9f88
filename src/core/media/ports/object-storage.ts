export interface StoredObject {
  readonly body: Buffer;
  readonly contentType: string;
}

/**
 * Files by key. Keys are made by the server: lower-case letters, digits, `-`, `.`, and `/` between parts; anything else
 * (also `..`) is refused with TypeError and never reaches the store.
 *
 * - An object is there wholly or not at all: a failed or interrupted `put` leaves nothing to be read. `put` replaces.
 * - Objects are served to everyone at `urlFor(key)` and never change under a key, so they are cached for ever.
 */
export abstract class ObjectStorage {
  abstract put(key: string, body: Buffer, contentType: string): Promise<void>;
  /** `undefined` where nothing stands. */
  abstract get(key: string): Promise<StoredObject | undefined>;
  /** Absent keys are no error. */
  abstract delete(keys: readonly string[]): Promise<void>;
  /** Absolute address that loads without a token and from another origin. */
  abstract urlFor(key: string): string;
}
