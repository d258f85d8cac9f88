import { foldForSearch } from './fold.js';
import { cyrillic, georgian, greek, latin } from './letters.js';

const letters = new Map([...latin, ...georgian, ...cyrillic, ...greek]);
/** Ecclesiastical small letters (Nuskhuri) stand in the same order as the ordinary ones (The Unicode Standard, chapter 7.7). */
const [nuskhuri, nuskhuriCount, mkhedruli] = [0x2d00, 38, 0x10d0];
const unseen = /[\p{M}\p{Cf}]/u;
const wordPiece = /[\p{L}\p{N}]/u;

/**
 * Text in small ASCII letters, sign by sign: the romanisation of two texts joined is that of each, joined. Georgian, Cyrillic and Greek by the
 * tables of letters.ts, Latin without diacritics. Any other letter or digit becomes `u` and its code in hexadecimal, so that it still can be
 * found. ASCII signs, spaces and line breaks stay; every other sign is a space. Depends on no locale.
 */
export function romanise(text: string): string {
  let ascii = '';
  for (const sign of foldForSearch(text)) ascii += known(sign) ?? decomposed(sign);
  return ascii;
}

function known(sign: string): string | undefined {
  const code = sign.codePointAt(0) ?? 0;
  if (code < 0x80) return sign;
  if (code >= nuskhuri && code < nuskhuri + nuskhuriCount) return letters.get(String.fromCodePoint(code - nuskhuri + mkhedruli));
  return letters.get(sign);
}

function decomposed(sign: string): string {
  let ascii = '';
  for (const part of sign.normalize('NFKD').toLowerCase()) {
    if (unseen.test(part)) continue;
    ascii += known(part) ?? (wordPiece.test(part) ? `u${(part.codePointAt(0) ?? 0).toString(16)}` : ' ');
  }
  return ascii;
}
