import { createHmac } from 'node:crypto';
import type { Clock } from '../kernel/index.js';
import { addressBlock } from '../security/index.js';
import { TooManyAttempts } from './identity.errors.js';
import type { IdentityKeys } from './identity-keys.js';
import type { AttemptCounter, AttemptPolicy } from './ports/attempt-counter.js';

/** Somebody who mistypes, or tries to break one account from one place. */
const pairPolicy: AttemptPolicy = { free: 5, leakSeconds: 900, firstBlockSeconds: 30, maxBlockSeconds: 3_600 };
/** One place that tries many accounts. Wide, because a web server or a whole office may stand behind one address. */
const addressPolicy: AttemptPolicy = { free: 200, leakSeconds: 20, firstBlockSeconds: 60, maxBlockSeconds: 3_600 };
/** Many places that try one account. */
const accountPolicy: AttemptPolicy = { free: 50, leakSeconds: 1_800, firstBlockSeconds: 60, maxBlockSeconds: 3_600 };

/** Whether the account behind an address was signed in to from here before. */
type KnownHere = () => Promise<boolean>;

/**
 * Slows down guessing: by account and address together, by address, and by account. A block of the account alone does not hold where its owner
 * has signed in from before, so that strangers elsewhere cannot lock him out. Unknown accounts are counted like known ones.
 */
export class SignInGuard {
  constructor(
    private readonly attempts: AttemptCounter,
    private readonly keys: IdentityKeys,
    private readonly clock: Clock,
  ) {}

  /** Before the password is looked at. Throws TooManyAttempts. */
  async enter(email: string, ip: string, knownHere: KnownHere): Promise<void> {
    const at = this.clock.now();
    const names = this.#names(email, ip);
    refuseFor(await this.attempts.take(names.pair, pairPolicy, at));
    refuseFor(await this.attempts.take(names.address, addressPolicy, at));
    const blockedSeconds = await this.attempts.take(names.account, accountPolicy, at);
    if (blockedSeconds > 0 && !(await knownHere())) throw new TooManyAttempts(blockedSeconds);
  }

  /** The password was right: the pair starts anew, and the try is not held against address and account. */
  async succeeded(email: string, ip: string): Promise<void> {
    const names = this.#names(email, ip);
    await this.attempts.forget(names.pair);
    await this.attempts.giveBack(names.address);
    await this.attempts.giveBack(names.account);
  }

  /** Keyed hashes: the table of attempts tells nobody which addresses were tried. */
  #names(email: string, ip: string): { pair: string; address: string; account: string } {
    const address = addressBlock(ip);
    const name = (kind: string, of: string): string =>
      `${kind}:${createHmac('sha256', this.keys.attempts).update(`${kind}|${of}`).digest('base64url')}`;
    return { pair: name('pair', `${email}|${address}`), address: name('address', address), account: name('account', email) };
  }
}

function refuseFor(seconds: number): void {
  if (seconds > 0) throw new TooManyAttempts(seconds);
}
