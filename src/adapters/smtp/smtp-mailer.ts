import { createTransport } from 'nodemailer';
import { assertSendable, Mailer, type Mail } from '../../core/mail/ports/mailer.js';

export interface SmtpTimeouts {
  /** Name lookup and connecting. Default 5000. */
  readonly connectionMs?: number;
  /** Until the server says hello. Default 5000. */
  readonly greetingMs?: number;
  /** Silence in the middle of the conversation. Default 10000. */
  readonly socketMs?: number;
  /** One whole `send`, however slowly the server drips. Default 20000. */
  readonly totalMs?: number;
}

/**
 * Mail over SMTP, one connection for each mail.
 *
 * A user name in the address makes TLS compulsory (`smtps:`, or STARTTLS on `smtp:`), so that no password crosses the network in the
 * clear; `?requireTLS=false` in the address switches that off, for a relay on the same machine.
 */
export class SmtpMailer extends Mailer {
  private readonly transport: ReturnType<typeof createSmtpTransport>;
  private readonly totalMs: number;

  /**
   * @param url `smtp://user:password@host:587` or `smtps://…:465`; user and password percent-encoded
   * @param from the sender, `Name <address>` or a bare address
   * @throws TypeError when the address is not an SMTP one. It is not repeated: it may hold a password.
   */
  constructor(
    url: string,
    private readonly from: string,
    timeouts: SmtpTimeouts = {},
  ) {
    super();
    const address = URL.canParse(url) ? new URL(url) : undefined;
    if (!address || !/^smtps?:$/.test(address.protocol) || address.hostname === '') {
      throw new TypeError('The address of the mail server must look like smtp://user:password@host:port or smtps://…');
    }
    this.totalMs = timeouts.totalMs ?? 20_000;
    this.transport = createSmtpTransport(address, timeouts);
  }

  async send(mail: Mail): Promise<void> {
    assertSendable(mail);
    const { to, subject, text, html } = mail;
    const signal = AbortSignal.timeout(this.totalMs);
    try {
      await this.transport.sendMail({
        from: this.from,
        to: { name: '', address: to },
        subject,
        text,
        html,
        xMailer: false,
        signal,
      });
    } catch (error) {
      throw signal.aborted ? new Error(`The mail server did not finish within ${this.totalMs} ms`) : withoutAddresses(error);
    }
  }
}

function createSmtpTransport(address: URL, timeouts: SmtpTimeouts) {
  const secure = address.protocol === 'smtps:';
  const user = decodeURIComponent(address.username);
  const requireTLS = address.searchParams.get('requireTLS');
  return createTransport({
    host: address.hostname.replace(/^\[|\]$/g, ''),
    port: address.port === '' ? (secure ? 465 : 587) : Number(address.port),
    secure,
    requireTLS: requireTLS === null ? user !== '' : requireTLS !== 'false',
    auth: user === '' ? undefined : { user, pass: decodeURIComponent(address.password) },
    connectionTimeout: timeouts.connectionMs ?? 5000,
    greetingTimeout: timeouts.greetingMs ?? 5000,
    socketTimeout: timeouts.socketMs ?? 10_000,
    socketCloseTimeout: 1000,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}

/** Servers like to repeat the address in their refusal; errors end in logs, where no address may stand. So the original is no `cause`. */
function withoutAddresses(error: unknown): Error {
  const message = error instanceof Error ? error.message : String(error);
  return new Error(`The mail server did not take the mail: ${message.replace(/[^\s<>]+@[^\s<>]+/g, '(address)')}`);
}
