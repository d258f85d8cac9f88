import type { SecurityEvents } from '../../audit/index.js';
import { accountMark } from '../account-mark.js';
import type { CodeRequests } from '../code-requests.js';
import type { MailLanguage } from '../identity-events.js';
import type { IdentityKeys } from '../identity-keys.js';
import { verificationRefOf } from '../verification-ref.js';

/** Asks for a code to set a new password. Always succeeds, with the same answer for the same address, whether or not it has an account. */
export class RequestPasswordReset {
  constructor(
    private readonly requests: CodeRequests,
    private readonly keys: IdentityKeys,
    private readonly events: SecurityEvents,
  ) {}

  /** The verification ref of the (normalised) address. */
  async execute(email: string, language: MailLanguage): Promise<string> {
    const verificationRef = verificationRefOf(email, this.keys);
    await this.requests.request({ verificationRef, purpose: 'reset_password', language });
    this.events.note({ kind: 'identity.password-reset-requested', facts: { account: accountMark(email, this.keys) } });
    return verificationRef;
  }
}
