import type { CodeRequests } from '../code-requests.js';
import type { MailLanguage } from '../identity-events.js';
import type { IdentityKeys } from '../identity-keys.js';
import { verificationRefOf } from '../verification-ref.js';

/** Asks for a code to set a new password. Always succeeds, with the same answer for the same address, whether or not it has an account. */
export class RequestPasswordReset {
  constructor(
    private readonly requests: CodeRequests,
    private readonly keys: IdentityKeys,
  ) {}

  /** The verification ref of the (normalised) address. */
  async execute(email: string, language: MailLanguage): Promise<string> {
    const verificationRef = verificationRefOf(email, this.keys);
    await this.requests.request({ verificationRef, purpose: 'reset_password', language });
    return verificationRef;
  }
}
