export interface Mail {
  /** One bare address: no display name, no list. */
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
}

/**
 * Sends one mail. Resolves when it was handed over (accepted by the server, or written to disk); rejects otherwise, within its
 * time bound, so that the caller can try again (a receiver may then see the mail twice, never a part of it). Line breaks and other
 * control characters in `to` or `subject` are refused (TypeError): no header can be smuggled in. So is a `to` that is not one address.
 * Errors do not repeat the address of the receiver.
 */
export abstract class Mailer {
  abstract send(mail: Mail): Promise<void>;
}

/** Control characters (line breaks among them) and the line and paragraph separators of Unicode. */
const lineBreakOrControl = /[\p{Cc}\p{Zl}\p{Zp}]/u;
/** Not a full check of RFC 5321 (that is done where the address is first taken), but nothing a header could read as two receivers. */
const oneAddress = /^[^\s@,;:<>()[\]"\\]+@[^\s@,;:<>()[\]"\\]+$/u;

/** For adapters, before anything is sent. @throws TypeError for what the port refuses; the value is not repeated. */
export function assertSendable(mail: Mail): void {
  if (lineBreakOrControl.test(mail.to) || !oneAddress.test(mail.to)) throw new TypeError('"to" must be one bare e-mail address');
  if (lineBreakOrControl.test(mail.subject)) throw new TypeError('"subject" must be one line without control characters');
}
