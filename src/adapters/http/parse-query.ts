import { RequestError } from './errors/request-error.js';

const maxParameters = 100;

/**
 * The query of a URL as flat text values. A key given twice becomes an array, which no schema accepts where text is asked for; brackets mean nothing.
 * No prototype, so that `__proto__` is a key like any other.
 */
export function parseQuery(url: string): Record<string, string | string[]> {
  const query = Object.create(null) as Record<string, string | string[]>;
  const start = url.indexOf('?');
  if (start === -1) return query;
  const text = url.slice(start + 1);
  if (text.split('&', maxParameters + 1).length > maxParameters) {
    throw new RequestError('MALFORMED_REQUEST', `The query has more than ${maxParameters} parameters`);
  }
  assertDecodable(text);
  for (const [key, value] of new URLSearchParams(text)) {
    const known = query[key];
    query[key] = known === undefined ? value : [...(Array.isArray(known) ? known : [known]), value];
  }
  return query;
}

/** URLSearchParams replaces what it cannot decode; we refuse it instead. */
function assertDecodable(text: string): void {
  try {
    decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw new RequestError('MALFORMED_REQUEST', 'The query is not valid percent-encoded UTF-8');
  }
}
