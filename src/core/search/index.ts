export { foldForSearch } from './fold.js';
export { fromLatinLayout } from './latin-layout.js';
export { romanise } from './romanise.js';
export { type SearchDocument, searchDocument } from './search-document.js';
export { type SearchQuery, searchQuery } from './search-query.js';
