import { QuoteType, Tokenizer, type TokenizerCallbacks } from 'htmlparser2';
import { elementNames, rawTextNames } from './element-names.js';

/** A piece of markup: from its `<` on; `end` is the position after its last character. */
export interface MarkupRange {
  readonly kind: 'open' | 'close' | 'other';
  /** In lower case; empty for comments and declarations. */
  readonly name: string;
  readonly start: number;
  readonly end: number;
  /** Names of the attributes that have a value, in lower case. */
  readonly valued: readonly string[];
  readonly selfClosing: boolean;
  /** The text ends inside this tag. */
  readonly unfinished: boolean;
}

/** 'known': tags of elements that browsers know, comments and declarations. 'foreign': all other tags. */
export type MarkupKind = 'known' | 'foreign';

/** How comments and declarations begin, and what must come later for them to be one. */
const declarations: readonly { readonly opener: string; readonly closer: string }[] = [
  { opener: '<!--', closer: '-->' },
  { opener: '<!--', closer: '--!>' },
  { opener: '<![cdata[', closer: ']]>' },
  { opener: '<!doctype', closer: '>' },
];
const possibleMarkup = /<(?:(\/?)([a-z][^\s/<>]*)(?=[\s/>])|!--|!\[cdata\[|!doctype)?/gi;
const closingTag = /<\/([a-z]+)(?=[\s/>])/gi;

/**
 * The pieces of markup in a text, in order of their beginning, found by the tokenizer of htmlparser2 (https://github.com/fb55/htmlparser2): where
 * a tag ends, what is quoted and what is raw text is its word. It reads a copy of the same length in which every `<` is blank that cannot begin
 * what is looked for: so `a <y and <b>` is no tag `y` that holds another, and a comment that never ends is its beginning alone. The time needed
 * grows with the length of the text, whatever is in it.
 */
export function markupRanges(text: string, wanted: MarkupKind): MarkupRange[] {
  const found: MarkupRange[] = [];
  const copy = readableCopy(text, wanted, found);
  const reader = new RangeReader(text, copy, found);
  const tokenizer = new Tokenizer({ decodeEntities: false }, reader);
  tokenizer.write(copy);
  tokenizer.end();
  return found.sort((a, b) => a.start - b.start);
}

function readableCopy(text: string, wanted: MarkupKind, found: MarkupRange[]): string {
  const lastEnd = text.lastIndexOf('>');
  const lastClosing = new Map<string, number>();
  for (const { 1: name = '', index } of text.matchAll(closingTag)) {
    if (index < lastEnd) lastClosing.set(name.toLowerCase(), index);
  }
  const lastCloser = declarations.map(({ opener, closer }) => ({ opener, at: text.lastIndexOf(closer) }));
  return text.replace(possibleMarkup, (piece: string, slash: string | undefined, typed: string | undefined, start: number) => {
    const blank = ` ${piece.slice(1)}`;
    const name = typed?.toLowerCase();
    if (name === undefined) {
      if (piece.length === 1 || wanted === 'foreign') return blank;
      if (lastCloser.some(({ opener, at }) => opener === piece.toLowerCase() && at > start)) return piece;
      found.push(declaration(start, start + piece.length));
      return blank;
    }
    if (elementNames.has(name) !== (wanted === 'known')) return blank;
    if (slash) return start < lastEnd ? piece : blank;
    const isRaw = rawTextNames.has(name) && (lastClosing.get(name) ?? -1) > start;
    return isRaw ? piece : `<${'a'.repeat(name.length)}`;
  });
}

const declaration = (start: number, end: number): MarkupRange => ({
  kind: 'other',
  name: '',
  start,
  end,
  valued: [],
  selfClosing: false,
  unfinished: false,
});

const nothing = (): void => undefined;

/** Hears the tokenizer; positions are those of the copy, and so of the text. */
class RangeReader implements TokenizerCallbacks {
  #open: { readonly start: number; readonly name: string; readonly valued: string[] } | undefined;
  #attribute = '';

  constructor(
    private readonly text: string,
    private readonly copy: string,
    private readonly found: MarkupRange[],
  ) {}

  onopentagname(start: number, end: number): void {
    this.#open = { start: start - 1, name: this.text.slice(start, end).toLowerCase(), valued: [] };
  }

  onattribname(start: number, end: number): void {
    this.#attribute = this.text.slice(start, end).toLowerCase();
  }

  onattribend(quote: QuoteType): void {
    if (quote !== QuoteType.NoValue) this.#open?.valued.push(this.#attribute);
    this.#attribute = '';
  }

  onopentagend(last: number): void {
    this.#endOpenTag(last + 1, {});
  }

  onselfclosingtag(last: number): void {
    this.#endOpenTag(last + 1, { selfClosing: true });
  }

  /** Comes with the end of the name: the tag goes on to the next `>`, which the copy is known to hold. */
  onclosetag(start: number, nameEnd: number): void {
    const name = this.text.slice(start, nameEnd).toLowerCase();
    this.found.push({ ...declaration(start - 2, this.copy.indexOf('>', nameEnd) + 1), kind: 'close', name });
  }

  oncomment(start: number, last: number): void {
    this.#declaration(start, last);
  }

  oncdata(start: number, last: number): void {
    this.#declaration(start, last);
  }

  ondeclaration(start: number, last: number): void {
    this.#declaration(start, last);
  }

  onend(): void {
    if (this.#attribute) this.#open?.valued.push(this.#attribute);
    this.#endOpenTag(this.text.length, { unfinished: true });
  }

  onattribdata = nothing;
  onattribentity = nothing;
  onprocessinginstruction = nothing;
  ontext = nothing;
  ontextentity = nothing;

  #endOpenTag(end: number, how: { selfClosing?: true; unfinished?: true }): void {
    if (this.#open) this.found.push({ ...declaration(this.#open.start, end), kind: 'open', ...this.#open, ...how });
    this.#open = undefined;
  }

  #declaration(start: number, last: number): void {
    this.found.push(declaration(this.copy.lastIndexOf('<', start - 1), Math.min(last + 1, this.text.length)));
  }
}
