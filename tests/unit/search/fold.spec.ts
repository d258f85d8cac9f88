import { expect } from 'chai';
import { personSearchDocument } from '../../../src/core/profiles/index.js';
import { foldForSearch } from '../../../src/core/search/index.js';

describe('text as searches compare it', () => {
  it('has no capitals: Latin, Cyrillic, and Georgian Mtavruli, which becomes Mkhedruli', () => {
    expect(foldForSearch('DUCATI Мото ᲒᲘᲝᲠᲒᲘ გიორგი')).to.equal('ducati мото გიორგი გიორგი');
  });

  it('covers the whole Georgian alphabet', () => {
    const small = Array.from({ length: 43 }, (_, i) => String.fromCodePoint(0x10d0 + i)).join('');
    const capital = Array.from({ length: 43 }, (_, i) => String.fromCodePoint(0x1c90 + i)).join('');
    expect(foldForSearch(capital)).to.equal(small);
    expect(foldForSearch(small)).to.equal(small);
  });

  it('is composed, and folding it again changes nothing', () => {
    for (const text of ['CAFE\u0301', 'İstanbul', 'ΟΔΟΣ', '\u212Aato', 'ᲜᲘᲜᲝ e\u0301']) {
      const folded = foldForSearch(text);
      expect(folded.normalize('NFC')).to.equal(folded);
      expect(foldForSearch(folded), text).to.equal(folded);
    }
  });

  it('keeps username and name apart by a line break, which neither can hold', () => {
    const { folded, latin } = personSearchDocument('Nino_R', 'Nino ბერიძე');
    expect(folded).to.equal('nino_r\nnino ბერიძე');
    expect(latin.split('\n').slice(0, 2)).to.deep.equal(['nino_r', 'nino beridze']);
  });
});
