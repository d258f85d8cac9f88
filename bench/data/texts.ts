import { seededRandom } from '../../seeds/demo/follows.js';
import { searchDocument } from '../../src/core/search/index.js';
import { englishSentences, georgianSentences } from './sentences.js';
import { tagNames } from './tags.js';

/** A text as `posts` and `post_search` hold it. */
export interface SearchableText {
  readonly content: string;
  readonly folded: string;
  /** The first romanised line: those of several texts are joined. */
  readonly latin: string;
  /** Lines below it, each after a line break. */
  readonly more: string;
}

const kinds = 800;
const maxLength = 240;
const minLength = 60;

function searchable(content: string): SearchableText {
  const { folded, latin } = searchDocument(content);
  const end = latin.indexOf('\n');
  return end === -1
    ? { content, folded, latin, more: '' }
    : { content, folded, latin: latin.slice(0, end), more: latin.slice(end) };
}

/** Two or three sentences each, one in ten in both languages. What makes posts different beyond that is added to each: a distance, hashtags. */
export function postTexts(): SearchableText[] {
  const random = seededRandom(20_261_125);
  const pick = (from: readonly string[]): string => from[Math.floor(random() * from.length)] ?? '';
  const texts = new Set<string>();
  while (texts.size < kinds) {
    const kind = random();
    const first = kind < 0.7 ? georgianSentences : englishSentences;
    const second = kind > 0.6 && kind < 0.7 ? englishSentences : first;
    const all = [pick(first), pick(second), ...(random() < 0.2 ? [pick(first)] : [])];
    const text = [...new Set(all)].join(' ');
    if (text.length >= minLength && text.length <= maxLength) texts.add(text);
  }
  return [...texts].map(searchable);
}

/** ` #tag`, as it stands at the end of a text, with the name as it is kept. */
export const tagTexts = (): (SearchableText & { readonly name: string })[] =>
  tagNames.map((name) => ({ name, ...searchable(`#${name}`) }));

/** The unit of the distance at the end of some texts. */
export const kilometres = (): SearchableText => searchable('კმ');
