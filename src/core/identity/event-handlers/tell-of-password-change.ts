import type { DomainEvent, EventHandler } from '../../kernel/index.js';
import type { Mailer } from '../../mail/index.js';
import { identityEvents, type PasswordChanged } from '../identity-events.js';
import { passwordChangedMail } from '../mails.js';
import type { AccountRepository } from '../ports/account-repository.js';

/** Tells the owner, who may not have been the one who did it. */
export class TellOfPasswordChange implements EventHandler<PasswordChanged> {
  readonly eventName = identityEvents.passwordChanged;

  constructor(
    private readonly accounts: AccountRepository,
    private readonly mailer: Mailer,
  ) {}

  async handle({ payload: { userId } }: DomainEvent<PasswordChanged>): Promise<void> {
    const account = await this.accounts.findById(userId);
    if (account) await this.mailer.send(passwordChangedMail(account.email, 'ka'));
  }
}
