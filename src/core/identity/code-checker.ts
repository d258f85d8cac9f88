import type { Clock } from '../kernel/index.js';
import { InvalidCode } from './identity.errors.js';
import type { IdentityKeys } from './identity-keys.js';
import { codeMatches, type CodePurpose, codeRules } from './one-time-code.js';
import type { OneTimeCodeRepository } from './ports/one-time-code-repository.js';

export interface ProvedCode {
  readonly userId: string;
  readonly hash: string;
}

/** Compares a typed code with the one that was mailed. */
export class CodeChecker {
  constructor(
    private readonly codes: OneTimeCodeRepository,
    private readonly clock: Clock,
    private readonly keys: IdentityKeys,
  ) {}

  /**
   * Whose code it is. An attempt is gone for good before the comparison, so this is never called in a transaction that may roll back.
   * Throws InvalidCode. The code is still to be spent.
   */
  async check(verificationRef: string, purpose: CodePurpose, code: string): Promise<ProvedCode> {
    const kept = await this.codes.takeAttempt(verificationRef, purpose, codeRules.maxAttempts, this.clock.now());
    if (!codeMatches(code, kept, purpose, this.keys) || !kept) throw new InvalidCode();
    return kept;
  }

  /** Spends a checked code, in the transaction of what it allows: of two who check it at once one gets here first. Throws InvalidCode. */
  async spend({ userId, hash }: ProvedCode, purpose: CodePurpose): Promise<void> {
    if (!(await this.codes.markUsed(userId, purpose, hash, this.clock.now()))) throw new InvalidCode();
  }
}
