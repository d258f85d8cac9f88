import type { Clock } from '../../kernel/index.js';
import type { Mailer } from '../../mail/index.js';
import type { Account } from '../account.js';
import type { MailLanguage } from '../identity-events.js';
import type { IdentityKeys } from '../identity-keys.js';
import { resetMail, verificationMail } from '../mails.js';
import { codeHash, type CodePurpose, codeRules, newCode } from '../one-time-code.js';
import type { OneTimeCodeRepository } from '../ports/one-time-code-repository.js';
import { later } from '../session.js';

/** Makes a code at the moment it is sent, so that a readable one exists in the mail alone. A second delivery sends another, which replaces it. */
export class CodeMailer {
  constructor(
    private readonly codes: OneTimeCodeRepository,
    private readonly mailer: Mailer,
    private readonly clock: Clock,
    private readonly keys: IdentityKeys,
  ) {}

  async send({ id, email }: Account, purpose: CodePurpose, language: MailLanguage): Promise<void> {
    const code = newCode();
    const createdAt = this.clock.now();
    const hash = codeHash(code, id, purpose, this.keys);
    await this.codes.put({ userId: id, purpose, hash, createdAt, expiresAt: later(createdAt, codeRules.lifeSeconds) });
    await this.mailer.send(
      purpose === 'verify_email' ? verificationMail(email, code, language) : resetMail(email, code, language),
    );
  }
}
