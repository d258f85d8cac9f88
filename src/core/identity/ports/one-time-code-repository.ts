import type { CodePurpose } from '../one-time-code.js';

export interface KeptCode {
  readonly userId: string;
  readonly purpose: CodePurpose;
  readonly hash: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

/** At most one code for each person and purpose. Never the code, only what codeHash makes of it. */
export abstract class OneTimeCodeRepository {
  /** Replaces the one before, with all its attempts to go. */
  abstract put(code: KeptCode): Promise<void>;
  /**
   * Takes one attempt, and gives what to compare with. `undefined` for an unknown account, no code, one that is used or expired, or one with no
   * attempt left. Of N at once at most `maxAttempts` get it.
   */
  abstract takeAttempt(
    verificationRef: string,
    purpose: CodePurpose,
    maxAttempts: number,
    at: Date,
  ): Promise<{ readonly userId: string; readonly hash: string } | undefined>;
  /** True once for each code; false when it was used, or replaced by another. */
  abstract markUsed(userId: string, purpose: CodePurpose, hash: string, at: Date): Promise<boolean>;
  /** Removes codes that are used or expired. How many. */
  abstract removeSpent(at: Date): Promise<number>;
}
