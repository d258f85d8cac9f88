import { type SearchDocument, searchDocument } from '../search/index.js';

/** What is stored of a person for searches. The line break keeps a search from matching across the two: neither can contain one. */
export function personSearchDocument(username: string, fullName: string): SearchDocument {
  return searchDocument(`${username}\n${fullName}`);
}
