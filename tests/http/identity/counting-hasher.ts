import { Argon2PasswordHasher } from '../../../src/adapters/argon2/argon2-password-hasher.js';
import { PasswordHasher } from '../../../src/core/identity/index.js';

/** A real hasher, at a cost that tests can afford, which counts the work it is given. */
export class CountingHasher extends PasswordHasher {
  hashed = 0;
  verified = 0;
  readonly #hasher = new Argon2PasswordHasher({ cost: { memoryCost: 256, timeCost: 1, parallelism: 1 } });

  override hash(password: string): Promise<string> {
    this.hashed += 1;
    return this.#hasher.hash(password);
  }

  override verify(password: string, hash: string | undefined): Promise<boolean> {
    this.verified += 1;
    return this.#hasher.verify(password, hash);
  }

  override needsRehash(hash: string): boolean {
    return this.#hasher.needsRehash(hash);
  }
}
