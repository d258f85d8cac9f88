/**
 * One-way hashes of passwords, each with its own salt and its cost in the text. Costly on purpose, so only so many are worked on at a time and so
 * many wait; HashingBusy beyond that.
 */
export abstract class PasswordHasher {
  abstract hash(password: string): Promise<string>;
  /**
   * Whether this is the password behind the hash. Without a hash, or with a text that is no hash of ours or that asks for an absurd cost: the same
   * work, and false. So the time does not tell whether there is an account.
   */
  abstract verify(password: string, hash: string | undefined): Promise<boolean>;
  /** Whether the hash is cheaper than those made now: then it is made again at the next sign-in. */
  abstract needsRehash(hash: string): boolean;
}
