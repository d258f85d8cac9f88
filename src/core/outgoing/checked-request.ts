import { OutgoingRefused } from './outgoing.errors.js';

const MAX_URL_LENGTH = 2_048;

export interface UrlRules {
  /** As `URL` writes them: `https:`. */
  readonly schemes: readonly string[];
  readonly ports: readonly number[];
}

const usualPort: Readonly<Record<string, number>> = { 'https:': 443, 'http:': 80 };

/**
 * For adapters. The URL standard (https://url.spec.whatwg.org/#host-parsing) writes every form of an IPv4 host, decimal, octal, hex, short,
 * full-width, as four decimal numbers: whoever judges `hostname` afterwards judges what will be connected to.
 * @throws OutgoingRefused
 */
export function checkedUrl(text: string, { schemes, ports }: UrlRules): URL {
  if (text.length > MAX_URL_LENGTH || !URL.canParse(text)) throw new OutgoingRefused('url');
  const url = new URL(text);
  if (!schemes.includes(url.protocol)) throw new OutgoingRefused('scheme');
  if (url.username !== '' || url.password !== '') throw new OutgoingRefused('credentials');
  const port = url.port === '' ? usualPort[url.protocol] : Number(url.port);
  if (port === undefined || !ports.includes(port)) throw new OutgoingRefused('port');
  return url;
}

/** They belong to the connection, or say who is meant. */
const reserved = /^(?:host|connection|keep-alive|content-length|transfer-encoding|te|trailer|upgrade|expect|proxy-.*)$/i;

/** For adapters. @throws TypeError for a header that is not the caller's to set: a fault of ours. */
export function checkedHeaders(headers: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
  const wrong = Object.keys(headers).find((name) => reserved.test(name));
  if (wrong !== undefined) throw new TypeError(`The header ${wrong} is set by the connection`);
  return headers;
}
