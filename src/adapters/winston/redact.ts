const secretName =
  /^(pass(word|wd)?|current_?password|new_?password|password_?hash|secret|.*secret|.*token|code|otp|authorization|cookie|set-cookie|api_?key|phone)$/i;
const addressName = /^(e_?mail|to|recipient)$/i;
const address = /([\p{L}\p{N}._%+-])[\p{L}\p{N}._%+-]*@([\p{L}\p{N}.-]+)/gu;
const maxDepth = 6;

/** `nino@example.ge` -> `n***@example.ge`. */
export function maskAddresses(text: string): string {
  return text.includes('@') ? text.replace(address, '$1***@$2') : text;
}

/** A copy fit for a log: secrets by field name gone, addresses masked, errors as plain data, no cycles. */
export function redact(value: unknown, name = '', depth = 0): unknown {
  if (secretName.test(name)) return value === undefined || value === null ? value : '[redacted]';
  if (typeof value === 'string') return addressName.test(name) || value.includes('@') ? maskAddresses(value) : value;
  if (typeof value !== 'object' || value === null) return typeof value === 'bigint' ? String(value) : value;
  if (value instanceof Date) return value.toISOString();
  if (depth >= maxDepth) return '[deep]';
  if (value instanceof Error) return redactError(value, depth);
  if (Array.isArray(value)) return value.map((item) => redact(item, '', depth + 1));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, redact(item, key, depth + 1)]));
}

function redactError(error: Error, depth: number): Record<string, unknown> {
  const { code } = error as { code?: unknown };
  return {
    name: error.name,
    message: maskAddresses(error.message),
    ...(code === undefined ? {} : { code }),
    stack: error.stack ? maskAddresses(error.stack) : undefined,
    ...(error.cause === undefined ? {} : { cause: redact(error.cause, '', depth + 1) }),
  };
}
