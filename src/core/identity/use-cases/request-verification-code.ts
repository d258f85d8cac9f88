import type { CodeRequests } from '../code-requests.js';
import type { MailLanguage } from '../identity-events.js';

/** Asks for another code to confirm an address. Always succeeds: whether anybody is there, and is not verified yet, is found out after the answer. */
export class RequestVerificationCode {
  constructor(private readonly requests: CodeRequests) {}

  async execute(verificationRef: string, language: MailLanguage): Promise<void> {
    await this.requests.request({ verificationRef, purpose: 'verify_email', language });
  }
}
