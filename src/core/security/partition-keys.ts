import { createHmac, hkdfSync } from 'node:crypto';
import { LRUCache } from 'lru-cache';

const bytes = 9;

/**
 * What is told about whom a limit counts: two answers with the same text were counted together, and nobody learns from it who that is. Keyed,
 * because an unkeyed hash of an IPv4 address is guessed in minutes; cut to 72 bits.
 */
export class PartitionKeys {
  readonly #secret: Buffer;
  readonly #made = new LRUCache<string, string>({ max: 5_000 });

  constructor(secret: string) {
    this.#secret = Buffer.from(hkdfSync('sha256', secret, '', 'bikearea rate limit partitions', 32));
  }

  /** Base64. */
  of(policyName: string, key: string): string {
    const text = `${policyName}|${key}`;
    let made = this.#made.get(text);
    if (made === undefined) {
      made = createHmac('sha256', this.#secret).update(text).digest().subarray(0, bytes).toString('base64');
      this.#made.set(text, made);
    }
    return made;
  }
}
