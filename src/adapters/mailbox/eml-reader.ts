/** What the development page shows of a mail. */
export interface ReadMail {
  readonly to: string;
  readonly subject: string;
  readonly date: Date;
  readonly text: string;
}

interface Part {
  readonly headers: ReadonlyMap<string, string>;
  /** One character a byte (latin1), so that nothing is decoded before its charset is known. */
  readonly body: string;
}

/**
 * Reads the mails that this folder writes: RFC 5322 headers, RFC 2047 encoded words and RFC 2045 bodies, all in UTF-8, a plain text
 * alone or first in one `multipart/alternative` (an empty text is not written at all). No reader for foreign mail: attachments and other
 * charsets are not looked for.
 */
export function readEml(content: Buffer): ReadMail {
  const mail = parsePart(content.toString('latin1').replaceAll('\r\n', '\n'));
  return {
    to: decodeHeader(mail.headers.get('to') ?? ''),
    subject: decodeHeader(mail.headers.get('subject') ?? ''),
    date: new Date(mail.headers.get('date') ?? Number.NaN),
    // Whether the last line of a mail was ended by its author or by the format cannot be told, so no end is shown.
    text: (plainTextOf(mail) ?? '').replace(/\n+$/, ''),
  };
}

function parsePart(source: string): Part {
  const end = source.indexOf('\n\n');
  const head = (end < 0 ? source : source.slice(0, end)).replace(/\n[ \t]+/g, ' ');
  const headers = new Map<string, string>();
  for (const line of head.split('\n')) {
    const colon = line.indexOf(':');
    if (colon > 0) headers.set(line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim());
  }
  return { headers, body: end < 0 ? '' : source.slice(end + 2) };
}

function plainTextOf(part: Part): string | undefined {
  const type = part.headers.get('content-type') ?? 'text/plain';
  const boundary = /^multipart\/.*boundary="?([^";]+)"?/i.exec(type)?.[1];
  if (boundary !== undefined) {
    const parts = `\n${part.body}`.split(`\n--${boundary}`).slice(1, -1);
    return parts.map((source) => plainTextOf(parsePart(source.slice(1)))).find((text) => text !== undefined);
  }
  return /^text\/plain\b/i.test(type) ? decodeBody(part) : undefined;
}

function decodeBody({ headers, body }: Part): string {
  const encoding = headers.get('content-transfer-encoding')?.toLowerCase();
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString('utf8').replaceAll('\r\n', '\n');
  const bytes = encoding === 'quoted-printable' ? unescapeHex(body.replace(/[ \t]+$/gm, '').replaceAll('=\n', '')) : body;
  return Buffer.from(bytes, 'latin1').toString('utf8').replaceAll('\r\n', '\n');
}

/** `=E1=83=90` to the bytes themselves, one character each. */
const unescapeHex = (text: string): string =>
  text.replace(/=([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

/** Neighbouring encoded words are one text (RFC 2047, 6.2), joined as bytes because a character may be cut between them. */
function decodeHeader(value: string): string {
  return value.replace(/=\?utf-8\?[QB]\?[^?]*\?=(?:\s+=\?utf-8\?[QB]\?[^?]*\?=)*/gi, (run) => {
    const words = [...run.matchAll(/=\?utf-8\?([QB])\?([^?]*)\?=/gi)];
    const bytes = words.map(([, encoding, text = '']) =>
      encoding?.toUpperCase() === 'B'
        ? Buffer.from(text, 'base64')
        : Buffer.from(unescapeHex(text.replaceAll('_', ' ')), 'latin1'),
    );
    return Buffer.concat(bytes).toString('utf8');
  });
}
