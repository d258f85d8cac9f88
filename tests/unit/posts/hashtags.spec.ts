import { expect } from 'chai';
import { hashtagName, hashtagsIn } from '../../../src/core/posts/index.js';

const composed = 'caf\u00e9';
const decomposed = 'cafe\u0301';

/** [text, its hashtags] */
const cases: Readonly<Record<string, readonly (readonly [string, readonly string[]])[]>> = {
  'in every script': [
    ['#moto', ['moto']],
    ['დღეს #მოტო და #გზა', ['მოტო', 'გზა']],
    ['#мото', ['мото']],
    ['#摩托车 #오토바이 #خيل', ['摩托车', '오토바이', 'خيل']],
    ['#हिन्दी', ['हिन्दी']],
    ['#under_score #_x #x_', ['under_score', '_x', 'x_']],
    ['＃მოტო #ｂｉｋｅ', ['მოტო', 'ｂｉｋｅ']],
  ],
  'folded to one spelling, each once, in their order': [
    ['#BIKE #bike #Bike', ['bike']],
    ['#ᲛᲝᲢᲝ #მოტო', ['მოტო']],
    ['#МОТО #мото', ['мото']],
    [`#${composed} #${decomposed} #CAFE\u0301`, [composed]],
    ['#b #a #b #c', ['b', 'a', 'c']],
  ],
  'with a letter at least': [
    ['#1 #2026 #__ #_1', []],
    ['#№ #½', []],
    ['#2026წ #1st #a1 #250cc', ['2026წ', '1st', 'a1', '250cc']],
    ['# #  # moto', []],
    ['#', []],
    ['', []],
  ],
  'beside emoji and keycaps': [
    ['🏍️#მოტო🏍️', ['მოტო']],
    ['🏍#moto🏍', ['moto']],
    ['👨‍👩‍👧#family👨‍👩‍👧', ['family']],
    ['❤️#love❤️', ['love']],
    ['🇬🇪#საქართველო🇬🇪', ['საქართველო']],
    ['#️⃣bike', []],
    ['#️⃣#bike', ['bike']],
    ['1️⃣#one', ['one']],
    ['#bike1️⃣', ['bike']],
    ['👍🏽#ok👍🏽', ['ok']],
  ],
  'where a word could start, and up to where it ends': [
    ['(#a) "#b" „#გ“ #d. #e, #f! #g-h #i/j', ['a', 'b', 'გ', 'd', 'e', 'f', 'g', 'i']],
    ['word#no', []],
    ['სიტყვა#no', []],
    ['5#no _#no', []],
    [`${decomposed}#no`, []],
    ['#a#b', ['a']],
    ['line\n#next', ['next']],
    ['&#39; &#x27; &#amp', []],
    ['C# and F#', []],
    ["#moto's #მოტო-ს", ['moto', 'მოტო']],
  ],
  'not in addresses': [
    ['https://example.ge/page#top', []],
    ['https://example.ge/#top', []],
    ['https://example.ge/?a=1#top', []],
    ['https://example.ge/?a=#top', []],
    ['https://example.ge/a-#top', []],
    ['see http://example.ge/?#top and #moto', ['moto']],
    ['HTTPS://EXAMPLE.GE/#!/a/#b', []],
    ['www.example.ge/?q=#top', []],
    ['(https://example.ge/a#b) #c', ['c']],
    ['https://example.ge\n#next', ['next']],
  ],
};

describe('hashtags', () => {
  for (const [name, examples] of Object.entries(cases)) {
    it(name, () => {
      for (const [text, expected] of examples) expect(hashtagsIn(text), JSON.stringify(text)).to.deep.equal(expected);
    });
  }

  it('30 of a text count; repetitions take no place', () => {
    const tags = Array.from({ length: 31 }, (_, i) => `t${i}`);
    const text = tags.map((tag) => `#${tag} #${tag.toUpperCase()}`).join(' ');
    expect(hashtagsIn(text)).to.deep.equal(tags.slice(0, 30));
  });

  it('100 signs make a tag, 101 make none', () => {
    expect(hashtagsIn(`#${'მ'.repeat(100)} #${'a'.repeat(101)} #b`)).to.deep.equal(['მ'.repeat(100), 'b']);
  });

  it('a name folded once more stays what it is, and is found by what was typed', () => {
    for (const name of ['ᲛᲝᲢᲝ', 'BIKE', decomposed, 'İstanbul', 'STRASSE', 'ΣΟΦΟΣ', 'Ǆ']) {
      const [found] = hashtagsIn(`#${name}`);
      expect(found, name).to.equal(hashtagName(name));
      expect(hashtagName(hashtagName(name)), name).to.equal(hashtagName(name));
      expect(hashtagName(name)).to.equal(hashtagName(name).normalize('NFC'));
    }
  });

  it('is quick with texts that are made to be slow', () => {
    const before = process.cpuUsage(); // of this process alone: the machine may be busy
    for (const part of ['#', '#a', 'e\u0301', '\u0301', '#\u0301', '#️⃣', 'a#', '&#', 'https://', '#1', '@a']) {
      hashtagsIn(part.repeat(16_000));
    }
    expect(process.cpuUsage(before).user / 1_000).to.be.below(3_000);
  });
});
