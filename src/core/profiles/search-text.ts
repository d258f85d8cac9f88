/**
 * Text in the form in which searches compare it: NFC and lower case, Georgian capitals (Mtavruli) becoming ordinary letters (Mkhedruli).
 * The one function for what is stored and for what is asked.
 */
export function foldForSearch(text: string): string {
  return text.normalize('NFC').toLowerCase().normalize('NFC');
}

/** What `users.search_text` holds. The line break keeps a search from matching across the two: neither can contain one. */
export function personSearchText(username: string, fullName: string): string {
  return foldForSearch(`${username}\n${fullName}`);
}
