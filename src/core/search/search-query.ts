import { graphemeCount } from '../text/index.js';
import { foldForSearch } from './fold.js';
import { readingsOf } from './readings.js';

/** What is asked. */
export interface SearchQuery {
  /** The question in its own script (`foldForSearch`), trimmed. */
  readonly folded: string;
  /**
   * Its romanised readings, each once, none empty; what is found holds one of them in `SearchDocument.latin`. The first one is the question as
   * typed. There is none for a single sign, nor for signs beyond ASCII alone: such a question is found in its own script or not at all.
   */
  readonly forms: readonly string[];
}

/** From this length on (in graphemes) a question is read as more than what was typed: of two letters, other readings would find anything. */
const readFrom = 3;

export function searchQuery(text: string): SearchQuery {
  const folded = foldForSearch(text).trim();
  const length = graphemeCount(folded);
  if (length < 2) return { folded, forms: [] };
  const readings = readingsOf(text);
  return { folded, forms: (length < readFrom ? readings.slice(0, 1) : readings).filter((form) => form !== '') };
}
