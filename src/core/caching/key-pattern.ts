/**
 * A test for the patterns of `Cache.delByPattern`: `*` stands for any text, also none; everything else is literal.
 * Linear in the length of the key for each `*` (no regular expression that could backtrack).
 */
export function keyPattern(pattern: string): (key: string) => boolean {
  const parts = pattern.split('*');
  const first = parts[0] ?? '';
  if (parts.length === 1) return (key) => key === pattern;
  const last = parts.at(-1) ?? '';
  const middle = parts.slice(1, -1);
  return (key) => {
    if (key.length < first.length + last.length || !key.startsWith(first) || !key.endsWith(last)) return false;
    const end = key.length - last.length;
    let from = first.length;
    for (const part of middle) {
      const at = key.indexOf(part, from);
      if (at < 0 || at + part.length > end) return false;
      from = at + part.length;
    }
    return true;
  };
}
