/** The Georgian QWERTY keyboard (layout "ka" of Windows and of xkeyboard-config): what each key writes; with shift where that differs. */
const plain = 'abgdevzTiklmnopJrstufqRySCcZwWxjh';
const written = 'აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ';
const keys = new Map([...plain].map((key, i) => [key, [...written][i] ?? key]));

/**
 * The Georgian text that somebody meant whose keyboard was set to Latin: `wyali` is წყალი, `Sen` შენ. A capital without a letter of its own is
 * the small key; everything that is no ASCII letter stays.
 */
export function fromLatinLayout(text: string): string {
  return text.replace(/[a-zA-Z]/g, (key) => keys.get(key) ?? keys.get(key.toLowerCase()) ?? key);
}
