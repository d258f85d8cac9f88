const secretName = new RegExp(
  [
    '.*pass(word|wd|phrase).*|.*secret.*|.*tokens?|(new|old|current)?pass',
    '(.*[_-])?(authorization|cookie|api[_-]?key|private[_-]?key|credentials?|otp|pin|code|phone)',
    'otp.*|phone.*|(verification|reset|confirm(ation)?|one[_-]?time|sms|mail|email)[_-]?code|(api|private|signing)key|jwt|dsn',
  ]
    .map((names) => `^(${names})$`)
    .join('|'),
  'i',
);
/** Names of fields come from code, so they are few; what was found out about them is kept, as long as that holds. */
const knownNames = new Map<string, boolean>();
const maxKnownNames = 1_000;

function isSecret(name: string): boolean {
  const known = knownNames.get(name);
  if (known !== undefined) return known;
  if (knownNames.size >= maxKnownNames) knownNames.clear();
  const secret = secretName.test(name);
  knownNames.set(name, secret);
  return secret;
}

const address = /([\p{L}\p{N}._%+-])[\p{L}\p{N}._%+-]*@([\p{L}\p{N}.-]+)/gu;
/** User and password of a URL, a bearer token, a JWT (RFC 7519: two JSON objects and a signature, base64url). */
const urlCredentials = /(\b[a-z][a-z0-9+.-]*:\/\/)[^\s/@]*:[^\s/@]*@/gi;
const bearer = /\bbearer\s+[\w.~+/=-]+/gi;
/** Of this service; what is shown of a key later, its first 12 characters, stays readable. */
const apiKey = /\bbka_[0-9A-Za-z]{9,}/g;
const jwt = /\beyJ[\w-]+\.[\w-]+\.[\w-]*/g;

/** Most texts hold nothing of that, which one look tells. */
const suspicious = /eyJ|bka_|bearer|@/i;

const maxDepth = 6;
const maxItems = 50;
const maxText = 10_000;

/** `nino@example.ge` -> `n***@example.ge`; tokens and credentials of addresses go altogether. Very long texts are cut. */
export function maskText(text: string): string {
  const short = text.length > maxText ? `${text.slice(0, maxText)}… (${text.length} characters)` : text;
  if (!suspicious.test(short)) return short;
  const bare = short.replace(bearer, 'Bearer [redacted]').replace(jwt, '[redacted]').replace(apiKey, '[redacted]');
  return bare.includes('@') ? bare.replace(urlCredentials, '$1[redacted]@').replace(address, '$1***@$2') : bare;
}

/** A copy fit for a log: secrets by field name gone, addresses masked, errors as plain data, no cycles, nothing large. Never throws. */
export function redact(value: unknown, name = '', depth = 0): unknown {
  try {
    return redacted(value, name, depth);
  } catch {
    return '[unreadable]';
  }
}

function redacted(value: unknown, name: string, depth: number): unknown {
  if (value === undefined || value === null) return value;
  if (isSecret(name)) return '[redacted]';
  if (typeof value === 'string') return maskText(value);
  if (typeof value === 'bigint' || typeof value === 'symbol') return String(value);
  if (typeof value === 'function') return '[function]';
  if (typeof value !== 'object') return value;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString();
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  if (depth >= maxDepth) return '[deep]';
  if (value instanceof Error) return redactedError(value, depth);
  if (Array.isArray(value)) return redactedList(value, depth);
  return redactedFields(value, depth);
}

function redactedList(list: readonly unknown[], depth: number): unknown[] {
  const items = list.slice(0, maxItems).map((item) => redact(item, '', depth + 1));
  return list.length > maxItems ? [...items, `[${list.length - maxItems} more]`] : items;
}

/** Every line of a log comes by here, so it is a plain loop. */
function redactedFields(fields: object, depth: number): Record<string, unknown> {
  const names = Object.keys(fields);
  const kept: Record<string, unknown> = {};
  for (const name of names.slice(0, maxItems)) {
    // Set on an object, that name is its prototype.
    if (name !== '__proto__') kept[name] = redactedField(fields as Record<string, unknown>, name, depth);
  }
  if (names.length > maxItems) kept['[more]'] = names.length - maxItems;
  return kept;
}

/** A getter may throw: that costs this field, not the others. */
function redactedField(fields: Record<string, unknown>, name: string, depth: number): unknown {
  try {
    return redacted(fields[name], name, depth + 1);
  } catch {
    return '[unreadable]';
  }
}

/** The code of an error says what kind it is (`23505`, `ECONNREFUSED`); other fields of errors stay out. */
function redactedError(error: Error, depth: number): Record<string, unknown> {
  const { code } = error as { code?: unknown };
  return {
    name: error.name,
    message: maskText(error.message),
    ...(typeof code === 'string' || typeof code === 'number' ? { code } : {}),
    stack: error.stack ? maskText(error.stack) : undefined,
    ...(error.cause === undefined ? {} : { cause: redact(error.cause, '', depth + 1) }),
    ...(error instanceof AggregateError ? { errors: redact(error.errors, '', depth + 1) } : {}),
  };
}
