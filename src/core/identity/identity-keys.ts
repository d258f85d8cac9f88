import { hkdfSync } from 'node:crypto';

/** Keys of this feature, each for one purpose alone, derived from one secret (HKDF-SHA256, RFC 5869). */
export class IdentityKeys {
  readonly verificationRefs: Buffer;
  readonly codes: Buffer;
  readonly refreshTokens: Buffer;
  readonly attempts: Buffer;
  readonly auditMarks: Buffer;

  constructor(secret: string) {
    const derive = (purpose: string): Buffer => Buffer.from(hkdfSync('sha256', secret, '', `bikearea identity ${purpose}`, 32));
    this.verificationRefs = derive('verification refs');
    this.codes = derive('one-time codes');
    this.refreshTokens = derive('refresh tokens');
    this.attempts = derive('sign-in attempts');
    this.auditMarks = derive('marks in the audit log');
  }
}
