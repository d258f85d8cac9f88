import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';

/** One signs, all verify. The first one is current; the others are on their way in or out (see "Changing the key of access tokens" in SECURITY). */
export class AccessKeys {
  readonly current: { readonly id: string; readonly key: KeyObject };
  readonly #byId: ReadonlyMap<unknown, KeyObject>;

  constructor(currentSecret: string, acceptedSecrets: readonly string[]) {
    this.current = { id: keyId(currentSecret), key: keyOf(currentSecret) };
    this.#byId = new Map([currentSecret, ...acceptedSecrets].map((secret) => [keyId(secret), keyOf(secret)]));
  }

  /** Looked up among ours, never followed, fetched or decoded: a `kid` may be anything (RFC 8725 section 3.10). */
  find(kid: unknown): KeyObject | undefined {
    return this.#byId.get(kid);
  }
}

const keyOf = (secret: string): KeyObject => createSecretKey(Buffer.from(secret));

/** Follows from the secret, so that instances agree without a setting more; says nothing of it, being a MAC made with it. */
const keyId = (secret: string): string =>
  createHmac('sha256', secret).update('bikearea access key id').digest('base64url').slice(0, 11);
