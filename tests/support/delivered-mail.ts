import type { ParsedMail } from 'mailparser';
import type { DeliveredMail } from '../contracts/mailer.contract.js';

/** The mail as mailparser read it, a MIME reader that shares no code with our adapters. The line break at the end is the format's. */
export function deliveredMail(parsed: ParsedMail): DeliveredMail {
  const receivers = [parsed.to ?? []].flat().flatMap(({ value }) => value.map(({ address }) => address ?? ''));
  const mail = { to: receivers.join(), subject: parsed.subject ?? '', text: (parsed.text ?? '').replace(/\n$/, '') };
  return parsed.html ? { ...mail, html: parsed.html.replace(/\n$/, '') } : mail;
}
