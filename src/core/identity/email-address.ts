import { domainToASCII } from 'node:url';

/** RFC 5322 atom characters, and letters, marks and digits of any script (RFC 6532). No quoted local parts: nobody has one by intent. */
const localPart = /^[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+(\.[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u;
const typedDomain = /^[\p{L}\p{M}\p{N}.。．｡-]+$/u;
const asciiDomain = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+(?!\d+$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])$/;
/** Octets: RFC 5321 section 4.5.3.1, and its erratum 1690 for the whole. */
const maxLocalBytes = 64;
const maxBytes = 254;
/** RFC 2606: never an address of anybody. */
const neverDelivered = /\.invalid$/;

/**
 * The one form in which an address is stored, compared and written to: trimmed, NFC, lower case, domain in ASCII (IDNA, as browsers do it).
 * `undefined` for what is no address: no domain with a dot, an IP literal, a quoted local part, too long, or under `.invalid`.
 */
export function normalizeEmail(text: string): string | undefined {
  const typed = text.trim().normalize('NFC').toLowerCase().normalize('NFC');
  const at = typed.lastIndexOf('@');
  const local = typed.slice(0, Math.max(at, 0));
  const written = typed.slice(at + 1);
  if (at < 1 || !localPart.test(local) || !typedDomain.test(written)) return undefined;
  const domain = domainToASCII(written);
  if (!asciiDomain.test(domain) || neverDelivered.test(domain)) return undefined;
  const email = `${local}@${domain}`;
  return Buffer.byteLength(local) > maxLocalBytes || Buffer.byteLength(email) > maxBytes ? undefined : email;
}
