import type { DomainEvent, EventHandler } from '../../kernel/index.js';
import type { Mailer } from '../../mail/index.js';
import type { Logger } from '../../observability/index.js';
import { identityEvents, type RefreshTokenReused } from '../identity-events.js';
import { tokenReuseMail } from '../mails.js';
import type { AccountRepository } from '../ports/account-repository.js';

/** Tells operators and the owner that a copied refresh token was used. */
export class WarnOfTokenReuse implements EventHandler<RefreshTokenReused> {
  readonly eventName = identityEvents.refreshTokenReused;

  constructor(
    private readonly accounts: AccountRepository,
    private readonly mailer: Mailer,
    private readonly logger: Logger,
  ) {}

  async handle({ payload: { userId, sessionId } }: DomainEvent<RefreshTokenReused>): Promise<void> {
    this.logger.log('warn', 'security', 'A rotated refresh token was used again; its session is revoked', { userId, sessionId });
    const account = await this.accounts.findById(userId);
    if (account) await this.mailer.send(tokenReuseMail(account.email, 'ka'));
  }
}
