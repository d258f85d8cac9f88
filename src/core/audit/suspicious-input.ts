/**
 * What injected SQL looks like, after the rules that scanners are told by (OWASP Core Rule Set, rules 942100 and following), held so narrow that
 * what people search for is left alone. Nothing depends on it: values are bound, whatever they look like.
 */
const patterns: readonly (readonly [name: string, pattern: RegExp])[] = [
  [
    'tautology',
    /['"]\s{0,5}\)?\s{0,5}(?:or|and)\s{1,5}(?:not\s)?['"(]{0,2}\w{0,20}['"]{0,2}\s{0,5}(?:=|<|>|like\b|is\b|between\b)/i,
  ],
  ['union', /\bunion(?:\s|\/\*[^*]{0,40}\*\/){1,5}(?:all\s{1,5}|distinct\s{1,5})?select\b/i],
  [
    'statement',
    /\b(?:drop\s{1,5}(?:table|database|schema|index|view|role)|delete\s{1,5}from|insert\s{1,5}into|alter\s{1,5}table)\s{1,5}\w/i,
  ],
  ['statement', /;\s{0,5}(?:select|update|truncate|create|grant|copy|exec(?:ute)?|declare)\s/i],
  ['comment', /['"]\s{0,5}\)?\s{0,5}(?:--|#|\/\*|;)/],
  ['function', /\b(?:pg_sleep|sleep|benchmark|load_file|xp_cmdshell|extractvalue|updatexml|version|current_database)\s{0,3}\(/i],
  ['function', /\b(?:waitfor\s{1,5}delay|information_schema\.|pg_catalog\.|sqlite_master\b)/i],
];

const maxLength = 1_000;

export interface Suspicion {
  readonly parameter: string;
  readonly pattern: string;
}

/** The first value of a query that looks like injected SQL. */
export function suspicionIn(query: Readonly<Record<string, string | readonly string[]>>): Suspicion | undefined {
  for (const [name, value] of Object.entries(query)) {
    const text = `${typeof value === 'string' ? value : value.join(' ')}`.slice(0, maxLength);
    const found = patterns.find(([, pattern]) => pattern.test(text));
    if (found) return { parameter: /^\w{1,40}$/.test(name) ? name : 'other', pattern: found[0] };
  }
  return undefined;
}
