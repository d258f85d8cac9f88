/*
 * What stands before a sign is looked at once the sign is there, never at every place of the text: a long row of marks would be read again from
 * each of them.
 */

/** Signs that belong to a tag: letters, their marks, digits and `_` of every script (after UAX #31, hashtag identifiers). */
const hashtag = /[#＃](?<![\p{L}\p{N}_&/]\p{M}*[#＃])([\p{L}\p{N}_][\p{L}\p{M}\p{N}_]*)/gu;
/** What makes a keycap of the digit before it: such a digit is a picture, not part of a word. */
const keycaps = /[0-9#*]\u{fe0f}?\u{20e3}/gu;
/** Pictures may be followed by a selector that counts as a mark. */
const selectors = /\u{fe0f}/gu;
/** Addresses of pages, whole: what follows `#` or `@` in one belongs to it, whatever stands before. */
const addresses = /\b(?:https?:\/\/|www\.)[^\s<>"„“”«»]*/giu;
/** Usernames are ASCII, so a Georgian ending may follow one directly: `@ninoს`. */
const mention = /@(?<![\p{L}\p{N}_@./]\p{M}*@)([A-Za-z0-9_]{3,30})(?![A-Za-z0-9_@])/gu;

const maxTagLength = 100;

/** How many different ones of a text count; what comes after them is text like any other. */
export const textLimits = { hashtags: 30, mentions: 20 } as const;

/** A name of a hashtag as it is kept and compared: NFC, lower case, Georgian capitals (Mtavruli) as ordinary letters (Mkhedruli). */
export function hashtagName(typed: string): string {
  return typed.normalize('NFC').toLowerCase().normalize('NFC');
}

/**
 * The different hashtags of a text, folded, in its order; at most 30. A tag holds at least one letter (`#1` is a number) and starts where a
 * word could. Addresses of pages hold none.
 */
export function hashtagsIn(text: string): string[] {
  const plain = text.normalize('NFC').replace(addresses, ' ').replace(keycaps, ' ').replace(selectors, ' ');
  const found = new Set<string>();
  for (const [, name = ''] of plain.matchAll(hashtag)) {
    if (/\p{L}/u.test(name) && name.length <= maxTagLength) found.add(hashtagName(name));
  }
  return [...found].slice(0, textLimits.hashtags);
}

/** The different usernames named with `@` in a text, in lower case, in its order; at most 20. Addresses of mail and pages hold none. */
export function mentionsIn(text: string): string[] {
  const found = new Set<string>();
  for (const [, name = ''] of text.replace(addresses, ' ').matchAll(mention)) found.add(name.toLowerCase());
  return [...found].slice(0, textLimits.mentions);
}
