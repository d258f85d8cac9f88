import { foldForSearch } from './fold.js';
import { readingsOf } from './readings.js';

/** What is stored of a text so that it can be found. */
export interface SearchDocument {
  /** In its own script (`foldForSearch`). */
  readonly folded: string;
  /** In ASCII, a line for each reading; at most `maxLatinLength` characters. */
  readonly latin: string;
}

/** Far more than any text of this product needs; a tsvector ends at a megabyte. */
export const maxLatinLength = 60_000;

/**
 * Whatever is stored beside `text`. `latin` holds the romanised text; below it, where they differ, its other readings (a text typed `wyali` is
 * found by წყალი), and last, each alone, the words that a sign stands in, without the sign: PostgreSQL's parser makes one word of `mt-07` or `nino@x.ge`.
 */
export function searchDocument(text: string): SearchDocument {
  const readings = readingsOf(text);
  let latin = '';
  for (const line of new Set([...readings, ...readings.flatMap(wordsWithSigns)])) {
    if (latin.length + 1 + line.length > maxLatinLength) break;
    latin += latin ? `\n${line}` : line;
  }
  return { folded: foldForSearch(text), latin: latin || (readings[0] ?? '').slice(0, maxLatinLength) };
}

function wordsWithSigns(reading: string): string[] {
  return reading
    .split(/\s+/)
    .filter((word) => /[^a-z0-9][a-z0-9]/.test(word))
    .map((word) => word.replace(/[^a-z0-9]+/g, ' ').trim());
}
