/** Text in the form in which searches compare it within its script: NFC and lower case, Georgian capitals (Mtavruli) becoming ordinary letters. */
export function foldForSearch(text: string): string {
  return text.normalize('NFC').toLowerCase().normalize('NFC');
}
