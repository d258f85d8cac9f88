import { expect } from 'chai';
import fc from 'fast-check';
import { fromLatinLayout, romanise } from '../../../src/core/search/index.js';

describe('text in ASCII letters', () => {
  const cases: [string, string][] = [
    ['აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ', 'abgdevztiklmnopzhrstupkghqshchtsdztschkhjh'],
    ['მეღვინეთუხუცესი', 'meghvinetukhutsesi'],
    ['ᲭᲘᲐᲜᲭᲕᲔᲚᲐ ბაყაყი', 'chianchvela baqaqi'],
    ['ჱჲჳჴჵჶჷჸ', 'eywhofe'],
    ['ႠႡႢ ⴀⴁⴂ', 'abg abg'],
    ['Café Ångström ŁÓDŹ İstanbul ırmak', 'cafe angstrom lodz istanbul irmak'],
    ['Straße Bjørn Đorđe Æon œuvre þing', 'strasse bjorn dorde aeon oeuvre thing'],
    ['Щука, Ёж и объезд в Юрьеве', 'shchuka, ezh i obezd v iureve'],
    ['Київ Їжак Ґанок Є', 'kiiv izhak ganok ie'],
    ['Αθήνα Ψυχή Οδός', 'athina psychi odos'],
    ['100% "C:\\Duke"_x', '100% "c:\\duke"_x'],
    ["ts’qali — k'alaki", "ts'qali - k'alaki"],
    ['1000₾ 🏍️!', '1000   !'],
    ['ＭＴ０７ ﬁn ½', 'mt07 fin 1 2'],
    ['中文 ٣', 'u4e2du6587 u663'],
    ['two\nlines', 'two\nlines'],
  ];
  for (const [text, ascii] of cases) {
    it(`${JSON.stringify(text)} is ${JSON.stringify(ascii)}`, () => expect(romanise(text)).to.equal(ascii));
  }

  it('is ASCII without capitals whatever is written, and changes nothing a second time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const ascii = romanise(text);
        expect(ascii).to.match(/^[^A-Z\u0080-\u{10ffff}]*$/u);
        expect(romanise(ascii)).to.equal(ascii);
      }),
    );
  });

  it('of two words is that of each, so that a part of a text is a part of its romanisation', () => {
    const word = fc.oneof(fc.string({ unit: 'grapheme-composite' }), fc.constantFrom('წყალი', 'Straße', 'Οδός', 'Ёж'));
    fc.assert(
      fc.property(word, word, (one, other) => {
        expect(romanise(`${one} ${other}`)).to.equal(`${romanise(one)} ${romanise(other)}`);
      }),
    );
  });
});

describe('Georgian typed on a Latin keyboard', () => {
  const cases: [string, string][] = [
    ['abgdevzTiklmnopJrstufqRySCcZwWxjh', 'აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ'],
    ['wyali', 'წყალი'],
    ['saqarTvelo', 'საქართველო'],
    ['Motocikli 125!', 'მოტოციკლი 125!'],
    ['ÉMT წყალი', 'Éმთ წყალი'],
  ];
  for (const [typed, meant] of cases) it(`${typed} is ${meant}`, () => expect(fromLatinLayout(typed)).to.equal(meant));
});
