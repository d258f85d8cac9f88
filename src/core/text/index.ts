export { removeMarkup } from './markup.js';
export { graphemeCount, isVisible, plainLine, plainText } from './plain-text.js';
