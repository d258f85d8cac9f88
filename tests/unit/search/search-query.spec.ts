import { expect } from 'chai';
import fc from 'fast-check';
import { searchDocument, searchQuery } from '../../../src/core/search/index.js';
import { maxLatinLength } from '../../../src/core/search/search-document.js';

/** What a search does: the stored text holds one of the forms. */
const meets = (asked: string, stored: string): boolean => {
  const { latin } = searchDocument(stored);
  return searchQuery(asked).forms.some((form) => latin.includes(form));
};

describe('questions and what they find', () => {
  const families = [
    ['მოტოციკლი', 'MOTOCIKLI', 'motocikli', 'Motocikli', 'ᲛᲝᲢᲝᲪᲘᲙᲚᲘ', 'mototsikli'],
    ['წყალი', 'wyali', 'tsqali', "ts'qali", 'ᲬᲧᲐᲚᲘ'],
    ['საქართველო', 'saqarTvelo', 'saqartvelo', 'sakartvelo', 'SAKARTVELO'],
    ['შენი ჯიხვი', 'Seni jixvi', 'sheni jikhvi'],
    ['yamaha', 'იამაჰა', 'YAMAHA'],
    ['Kawasaki', 'კავასაკი'],
    ['Ducati', 'დუკატი'],
    ['Мотоцикл', 'motocikl', 'mototsikl', 'მოტოციკლ'],
    ['Café Racer', 'cafe racer', 'CAFE\u0301 RACER'],
    ['MT-07', 'mt-07'],
    ['中文', '中文'],
  ];
  for (const family of families) {
    it(`meet in every spelling: ${family.join(', ')}`, () => {
      for (const asked of family)
        for (const stored of family) {
          expect(meets(asked, stored), `${asked} in ${stored}`).to.equal(true);
          expect(meets(asked, `ახალი ${stored}, 2024`), `${asked} among words with ${stored}`).to.equal(true);
        }
    });
  }

  it('stay apart where nothing is alike', () => {
    for (const [asked, stored] of [
      ['მოტოციკლი', 'ველოსიპედი'],
      ['honda', 'yamaha'],
      ['ია', 'yo'],
    ] as const) {
      expect(meets(asked, stored), asked).to.equal(false);
    }
  });

  it('have a form for each reading, the one typed first, none twice and none empty', () => {
    expect(searchQuery(' MOTOCIKLI ')).to.deep.equal({
      folded: 'motocikli',
      forms: ['motocikli', 'motochikli', 'mototsikli', 'motokikli'],
    });
    expect(searchQuery('მოტოციკლი').forms).to.deep.equal(['mototsikli']);
    expect(searchQuery('Nino')).to.deep.equal({ folded: 'nino', forms: ['nino'] });
    expect(searchQuery('two  spaces').forms[0]).to.equal('two spaces');
  });

  it('of one sign, as a reader counts, are asked in their own script alone; of two, without guesses', () => {
    for (const text of ['ი', 'y', '%', '🏍️', '👨‍👩‍👧‍👦', 'e\u0301']) expect(searchQuery(text).forms, text).to.deep.equal([]);
    expect(searchQuery('wa').forms).to.deep.equal(['wa']);
    expect(searchQuery('ია').forms).to.deep.equal(['ia']);
    expect(searchQuery('₾₾₾').forms).to.deep.equal([]);
    expect(searchQuery('  ')).to.deep.equal({ folded: '', forms: [] });
  });

  it('find any part of a text', () => {
    const text = fc.string({ unit: 'grapheme', minLength: 2, maxLength: 12 });
    fc.assert(
      fc.property(text, fc.constantFrom('გიო', 'nino', '7%'), text, (left, asked, right) => {
        expect(meets(asked, `${left} ${asked} ${right}`)).to.equal(true);
      }),
    );
  });
});

describe('what is stored of a text', () => {
  it('is the folded text, and in ASCII a line for each reading, then words without the signs in them', () => {
    expect(searchDocument('MT-07 წყალი')).to.deep.equal({
      folded: 'mt-07 წყალი',
      latin: 'mt-07 tsqali\nmt 07',
    });
    expect(searchDocument('wyali')).to.deep.equal({ folded: 'wyali', latin: 'wyali\ntsqali\nviali' });
    expect(searchDocument('')).to.deep.equal({ folded: '', latin: '' });
  });

  it('is bounded, the text as typed coming first', () => {
    for (const text of ['wyali '.repeat(9_000), 'x-'.repeat(29_000), '中'.repeat(40_000)]) {
      const { latin } = searchDocument(text);
      expect(latin.length).to.be.within(50_000, maxLatinLength);
    }
  });
});
