import { Mailer, type Mail } from '../../src/core/mail/index.js';
import { assertSendable } from '../../src/core/mail/ports/mailer.js';

/** Keeps the mails instead of sending them, oldest first; can be told to fail. */
export class RecordingMailer extends Mailer {
  readonly mails: Mail[] = [];
  private failure: Error | undefined;

  async send(mail: Mail): Promise<void> {
    assertSendable(mail);
    if (this.failure) throw this.failure;
    this.mails.push({ ...mail });
  }

  /** From now on every mail is refused with this error; without one, mails are taken again. */
  failWith(error?: Error): void {
    this.failure = error;
  }

  /** The last mail to this address. @throws Error when there is none, so that a test says what is missing. */
  lastTo(to: string): Mail {
    const found = this.mails.findLast((mail) => mail.to === to);
    if (!found) throw new Error(`No mail was sent to ${to}; ${this.mails.length} to others`);
    return found;
  }
}
