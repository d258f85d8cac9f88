import type { DomainEvent, EventHandler } from '../../kernel/index.js';
import { isVerified } from '../account.js';
import { type CodeRequested, identityEvents } from '../identity-events.js';
import type { AccountRepository } from '../ports/account-repository.js';
import type { CodeMailer } from './code-mailer.js';

/** Sends the code that was asked for, if there is somebody to have it: nobody confirms an address twice. */
export class SendRequestedCode implements EventHandler<CodeRequested> {
  readonly eventName = identityEvents.codeRequested;

  constructor(
    private readonly accounts: AccountRepository,
    private readonly codes: CodeMailer,
  ) {}

  async handle({ payload: { verificationRef, purpose, language } }: DomainEvent<CodeRequested>): Promise<void> {
    const account = await this.accounts.findByVerificationRef(verificationRef);
    if (!account || (purpose === 'verify_email' && isVerified(account))) return;
    await this.codes.send(account, purpose, language);
  }
}
