import { v7 } from 'uuid';
import { IdGenerator } from '../../core/kernel/index.js';

/** UUIDv7 of RFC 9562: 48 bits of milliseconds, then a counter and randomness, so that keys grow and indexes stay dense. */
export class UuidV7Generator extends IdGenerator {
  override next(): string {
    return v7();
  }
}
