import { createHash, randomInt } from 'node:crypto';

/** What every key begins with: scanners for secrets, and the log, find keys by it. */
export const apiKeyPrefix = 'bka_';

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const randomLength = 30;
const checksumLength = 6;
/** So much of it may be shown later; what is left has 131 bits. */
const shownLength = apiKeyPrefix.length + 8;
const shape = new RegExp(`^${apiKeyPrefix}([0-9A-Za-z]{${randomLength}})([0-9A-Za-z]{${checksumLength}})$`);

/** CRC-32 of ASCII (ISO 3309, as gzip and PNG have it), bit by bit: keys are short. */
function crc32(text: string): number {
  let crc = 0xffffffff;
  for (const byte of Buffer.from(text, 'latin1')) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}

function checksumOf(random: string): string {
  let text = '';
  for (let rest = crc32(random); text.length < checksumLength; rest = Math.floor(rest / alphabet.length))
    text = `${alphabet[rest % alphabet.length]}${text}`;
  return text;
}

/**
 * `bka_`, 30 random characters of base62, and their CRC-32 in base62, as GitHub makes tokens: a text that is none is told from a key without asking
 * anybody. See https://github.blog/engineering/behind-githubs-new-authentication-token-formats/.
 */
export function newApiKeyText(): string {
  const random = Array.from({ length: randomLength }, () => alphabet[randomInt(alphabet.length)]).join('');
  return `${apiKeyPrefix}${random}${checksumOf(random)}`;
}

export function isApiKeyText(text: string): boolean {
  const [, random, checksum] = shape.exec(text) ?? [];
  return random !== undefined && checksum === checksumOf(random);
}

/** SHA-256; a slow hash is for what people choose. */
export const hashOfApiKey = (text: string): Buffer => createHash('sha256').update(text).digest();

export const shownPartOf = (text: string): string => text.slice(0, shownLength);
