const segmenter = new Intl.Segmenter('und', { granularity: 'grapheme' });
const windowUnits = 256;

/**
 * What a reader takes for one letter each (UAX #29, extended grapheme clusters). In windows: `Intl.Segmenter` copies what it was given at every
 * step, so a text of 200,000 letters in one piece takes it a minute. Where a cluster begins, the text before it does not matter.
 */
export function* graphemesOf(text: string): Generator<string> {
  let units = windowUnits;
  for (let at = 0; at < text.length;) {
    const end = at + units;
    const isLast = end >= text.length;
    const segments = [...segmenter.segment(text.slice(at, isLast ? text.length : wholeBefore(text, end)))];
    // What follows the window may belong to its last cluster.
    const sure = isLast ? segments : segments.slice(0, -1);
    for (const { segment } of sure) {
      yield segment;
      at += segment.length;
    }
    units = sure.length > 0 ? windowUnits : units * 2;
  }
}

/** `end`, or one less where that would cut a surrogate pair. */
function wholeBefore(text: string, end: number): number {
  const last = text.charCodeAt(end - 1);
  return last >= 0xd800 && last <= 0xdbff ? end - 1 : end;
}

/** Length as a reader counts it: an emoji family or a letter with its marks is one. */
export function graphemeCount(text: string): number {
  const found = graphemesOf(text);
  let count = 0;
  while (!found.next().done) count += 1;
  return count;
}
