import { removeMarkup } from './markup.js';

/** Embeddings, overrides and isolates that turn the direction of the text around them (Unicode UAX #9, section 2). */
const directionOverrides = /[\u202a-\u202e\u2066-\u2069]/g;
const controls = /(?!\n)\p{Cc}/gu;

/**
 * Typed text of several lines as it is stored: NFC, without markup (`removeMarkup`), control characters and direction overrides, trimmed.
 * Everything else as typed; what comes out comes out the same a second time.
 */
export function plainText(text: string): string {
  const typed = text
    .replace(/\r\n?/g, '\n')
    .replaceAll('\t', ' ')
    .replace(controls, '')
    .replace(directionOverrides, '')
    .normalize('NFC');
  return removeMarkup(typed).trim();
}

/** The same in one line: line breaks become spaces. */
export function plainLine(text: string): string {
  return plainText(text.replace(/[\r\n\u2028\u2029]+/g, ' '));
}

/** Whether there is anything to see: text of joiners, marks and spaces alone is nothing. */
export function isVisible(text: string): boolean {
  return /[\p{L}\p{N}\p{P}\p{S}]/u.test(text);
}
