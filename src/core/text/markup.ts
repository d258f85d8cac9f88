import { unreadNames } from './element-names.js';
import { type MarkupRange, markupRanges } from './markup-ranges.js';

/** Writing needs one or two. Text that still makes new markup after so many was made for it. */
const patience = 10;
/** Attributes that act even on an element nobody knows. */
const acts = /^(on[a-z]{3,}|style)$/;

/**
 * A text (in NFC) without HTML, SVG and MathML: tags of elements that browsers know, comments and declarations are cut out, and nothing else is
 * touched: no entity is made or read, and `5 < 7`, `<3`, `<y>` stay. Programs, styles, drawings and what is shown instead of something go with
 * what stands inside them. A tag with which the text ends unfinished goes when anything in it could act. Tags of unknown names go when they
 * carry a program or a style. Cutting can make new markup (`<<b>script>`), so it is repeated until there is none.
 */
export function removeMarkup(text: string): string {
  let now = text;
  for (let pass = 0; pass < patience; pass += 1) {
    if (!now.includes('<')) return now;
    const next = cut(now, knownMarkup(now)) ?? cut(now, actingForeignTags(now));
    if (next === undefined) return now;
    now = next.normalize('NFC');
  }
  return now.replaceAll('<', '').normalize('NFC');
}

interface Cut {
  readonly start: number;
  readonly end: number;
}

function* knownMarkup(text: string): Iterable<Cut> {
  const ranges = markupRanges(text, 'known');
  const closings = closingsOfUnread(ranges);
  for (const range of ranges) {
    if (range.unfinished && !unreadNames.has(range.name) && !text.includes('=', range.start)) continue;
    yield { start: range.start, end: closings.get(range)?.end ?? range.end };
  }
}

function* actingForeignTags(text: string): Iterable<Cut> {
  for (const range of markupRanges(text, 'foreign')) if (range.valued.some((name) => acts.test(name))) yield range;
}

/** The closing tags of those elements that go with what stands inside them. One that nobody closes loses its tag alone. */
function closingsOfUnread(ranges: readonly MarkupRange[]): Map<MarkupRange, MarkupRange> {
  const closings = new Map<MarkupRange, MarkupRange>();
  const open = new Map<string, MarkupRange[]>([...unreadNames].map((name) => [name, []]));
  for (const range of ranges) {
    const waiting = open.get(range.name);
    if (range.kind === 'open' && !(range.selfClosing && range.name === 'svg')) waiting?.push(range);
    const opened = range.kind === 'close' ? waiting?.pop() : undefined;
    if (opened) closings.set(opened, range);
  }
  return closings;
}

/** The text without these ranges, which come in order of their beginning and may overlap; `undefined` when there are none. */
function cut(text: string, cuts: Iterable<Cut>): string | undefined {
  const kept: string[] = [];
  let done = 0;
  for (const { start, end } of cuts) {
    if (start > done) kept.push(text.slice(done, start));
    done = Math.max(done, end);
  }
  return done === 0 ? undefined : kept.join('') + text.slice(done);
}
