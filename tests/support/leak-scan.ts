/** What the scan looks at: an answer, and who was asking. */
export interface ScannedResponse {
  readonly name: string;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
  /** `Authorization` of the request. */
  readonly authorization: string | undefined;
  /** The route is for moderators or administrators, who may see how to reach people. */
  readonly forStaff: boolean;
}

/** Texts that only ever stand in a table or a configuration. */
const secretTexts = [/\$argon2(id?|d)\$/, /-----BEGIN [A-Z ]*PRIVATE KEY-----/];

/** Keys that no answer has, written in any way: passwordHash, password_hash, PASSWORD-HASH. `blurHash` is a picture. */
const secretKey = /(^(current|new)?password$|hash$|^salt$|^otp$|secret|^verificationref$|^refreshcounter$|^codekey$)/;
const harmlessKeys = new Set(['blurhash']);

const contactKey = /^(e-?mail|phone)/i;
const address = /[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}/;
/** What people write themselves may hold an address: it is theirs to publish. */
const freeTextKeys = new Set(['content', 'description', 'title', 'bio', 'body', 'text', 'comment', 'given']);

/** The person in a token of ours; no signature is checked, the server has done that. */
function subjectOf(token: string | undefined): string | undefined {
  const payload = token?.split('.')[1];
  if (payload === undefined) return undefined;
  try {
    const { sub } = JSON.parse(Buffer.from(payload, 'base64url').toString()) as { sub?: unknown };
    return typeof sub === 'string' ? sub : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whoever asks, and whoever has just signed in with this very answer. */
function callersOf(authorization: string | undefined, data: unknown): Set<string> {
  const tokens = isRecord(data) ? data['tokens'] : undefined;
  const issued = isRecord(tokens) ? tokens['accessToken'] : undefined;
  const subjects = [
    subjectOf(/^Bearer (\S+)$/i.exec(authorization ?? '')?.[1]),
    subjectOf(typeof issued === 'string' ? issued : undefined),
  ];
  return new Set(subjects.filter((subject) => subject !== undefined));
}

/**
 * Searches an answer for what must never leave: password and code hashes, secrets of the configuration, and the e-mail address or phone number
 * of anybody but the caller (staff routes excepted). In failures, `details` is skipped: its keys are the names of the caller's own fields.
 */
export function leaksIn(response: ScannedResponse, secrets: readonly string[]): string[] {
  const leaks: string[] = [];
  const headers = JSON.stringify(response.headers);
  for (const [place, text] of [
    ['the headers', headers],
    ['the body', response.body],
  ] as const) {
    if (secretTexts.some((pattern) => pattern.test(text))) leaks.push(`${response.name}: ${place} hold a secret`);
    if (secrets.some((secret) => text.includes(secret)))
      leaks.push(`${response.name}: ${place} hold a secret of the configuration`);
  }
  if (address.test(headers)) leaks.push(`${response.name}: the headers hold an e-mail address`);
  const value = parsed(response.body);
  if (!isRecord(value)) return leaks;
  const callers = callersOf(response.authorization, value['data']);
  walk(value['data'] ?? value, '', (key, item, owner, path) => {
    const leak = leakAt(key, item, response.forStaff || (typeof owner === 'string' && callers.has(owner)));
    if (leak) leaks.push(`${response.name}: ${path} ${leak}`);
  });
  return leaks;
}

function leakAt(key: string, item: unknown, mayReach: boolean): string | undefined {
  const plain = key.replace(/[_-]/g, '').toLowerCase();
  if (secretKey.test(plain) && !harmlessKeys.has(plain)) return 'is a field that no answer may have';
  if (typeof item !== 'string' || item === '' || mayReach) return undefined;
  if (contactKey.test(key)) return `tells how to reach somebody else ("${item}")`;
  if (address.test(item) && !freeTextKeys.has(key)) return `holds an e-mail address ("${item}")`;
  return undefined;
}

/** Calls `look` for every value that is not a container, with the `id` of the object it stands in. */
function walk(
  value: unknown,
  path: string,
  look: (key: string, item: unknown, owner: unknown, path: string) => void,
  owner?: unknown,
): void {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) walk(item, `${path}[${index}]`, look, owner);
    return;
  }
  if (!isRecord(value)) {
    look(/([^.[\]]+)(\[\d+\])*$/.exec(path)?.[1] ?? '', value, owner, path || 'data');
    return;
  }
  for (const [key, item] of Object.entries(value)) {
    if (key === 'details' || key === 'errors') continue;
    walk(item, path === '' ? key : `${path}.${key}`, look, value['id']);
  }
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
