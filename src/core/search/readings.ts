import { fromLatinLayout } from './latin-layout.js';
import { romanise } from './romanise.js';

/**
 * The romanised readings of a text, the text as typed first, each once: then Latin words as slips of the keyboard (with capitals as they are,
 * and without), as a Georgian spells foreign names, and without the apostrophes of the full national system. Spaces are single.
 */
export function readingsOf(text: string): string[] {
  const small = text.toLowerCase();
  const typed = romanise(text);
  const all = [
    typed,
    romanise(fromLatinLayout(text)),
    romanise(fromLatinLayout(small)),
    romanise(byEar(small)),
    typed.replaceAll("'", ''),
  ];
  return [...new Set(all.map((reading) => reading.replace(/[^\S\n]+/g, ' ').trim()))];
}

/** Latin letters that romanised Georgian never has, as they sound: Yamaha is იამაჰა, Kawasaki კავასაკი, Lexus ლექსუსი, Ducati დუკატი. */
function byEar(small: string): string {
  return small
    .replaceAll('w', 'v')
    .replaceAll('y', 'i')
    .replaceAll('x', 'ks')
    .replace(/c(?!h)/g, 'k');
}
