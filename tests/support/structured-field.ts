/** One member of a list, and its parameters. Tokens and strings are text, whole numbers numbers. */
export interface Item {
  readonly value: Bare;
  readonly parameters: Readonly<Record<string, Bare>>;
}

type Bare = string | number | boolean;

const token = /^[A-Za-z*][!#$%&'*+\-.^_`|~\w:/]*/;
const key = /^[a-z*][a-z0-9_\-.*]*/;
const integer = /^-?\d{1,15}/;
const string = /^"((?:[\x20-\x21\x23-\x5b\x5d-\x7e]|\\["\\])*)"/;

/** A list of items as RFC 9651 has it (`Cache-Status`, `RateLimit`), but for inner lists, decimals, bytes and dates. Throws for anything else. */
export function structuredList(text: string): Item[] {
  let rest = text;
  const take = (pattern: RegExp): RegExpExecArray | undefined => {
    const found = pattern.exec(rest);
    if (found) rest = rest.slice(found[0].length);
    return found ?? undefined;
  };
  const bare = (): Bare => {
    const quoted = take(string);
    if (quoted) return (quoted[1] ?? '').replace(/\\(.)/g, '$1');
    const number = take(integer);
    if (number) return Number(number[0]);
    const word = take(/^\?[01]/) ?? take(token);
    if (!word) throw new SyntaxError(`no item at "${rest}" of "${text}"`);
    return word[0].startsWith('?') ? word[0] === '?1' : word[0];
  };
  const items: Item[] = [];
  for (;;) {
    const value = bare();
    const parameters: Record<string, Bare> = {};
    while (take(/^; */)) {
      const name = take(key)?.[0];
      if (name === undefined) throw new SyntaxError(`no parameter at "${rest}" of "${text}"`);
      parameters[name] = take(/^=/) ? bare() : true;
    }
    items.push({ value, parameters });
    if (rest === '') return items;
    if (!take(/^[ \t]*,[ \t]*(?=.)/)) throw new SyntaxError(`more than an item at "${rest}" of "${text}"`);
  }
}
