import type { DomainEvent, EventHandler } from '../../kernel/index.js';
import type { Mailer } from '../../mail/index.js';
import { isVerified } from '../account.js';
import { identityEvents, type RegistrationRequested } from '../identity-events.js';
import { alreadyRegisteredMail } from '../mails.js';
import type { AccountRepository } from '../ports/account-repository.js';
import type { CodeMailer } from './code-mailer.js';

/** A code for who is new; for who has an account, word that somebody tried. */
export class AnswerRegistration implements EventHandler<RegistrationRequested> {
  readonly eventName = identityEvents.registrationRequested;

  constructor(
    private readonly accounts: AccountRepository,
    private readonly codes: CodeMailer,
    private readonly mailer: Mailer,
  ) {}

  async handle({ payload: { email, language } }: DomainEvent<RegistrationRequested>): Promise<void> {
    const account = await this.accounts.findByEmail(email);
    if (!account) return;
    if (isVerified(account)) await this.mailer.send(alreadyRegisteredMail(email, language));
    else await this.codes.send(account, 'verify_email', language);
  }
}
