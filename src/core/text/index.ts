export { removeMarkup } from './markup.js';
export { graphemeCount, graphemesOf } from './graphemes.js';
export { isVisible, plainLine, plainText } from './plain-text.js';
