import { expect } from 'chai';
import { graphemeCount, isVisible, plainLine, plainText } from '../../../src/core/text/index.js';

describe('plain text', () => {
  const kept = [
    '5 < 7 and 9 > 8',
    'It\'s "Tom & Jerry" <3',
    '?a=1&b=2',
    'გიორგი ᲒᲘᲝᲠᲒᲘ',
    '👨‍👩‍👧‍👦 🏴󠁧󠁢󠁥󠁮󠁧󠁿 ❤️',
    'two\nlines',
    'two  spaces',
    'שלום\u200f!',
  ];
  for (const text of kept) {
    it(`keeps ${JSON.stringify(text)} as typed`, () => expect(plainText(text)).to.equal(text));
  }

  const cleaned: [string, string][] = [
    ['  trimmed \n', 'trimmed'],
    ['cafe\u0301', 'café'],
    ['bell\u0007 escape\u001b[31m delete\u007f c1\u0085', 'bell escape[31m delete c1'],
    ['\u202eevil\u202c \u2066isolate\u2069', 'evil isolate'],
    ['windows\r\nold mac\rend', 'windows\nold mac\nend'],
    ['tab\there', 'tab here'],
    ['\u202e\u0000 ', ''],
  ];
  for (const [typed, stored] of cleaned) {
    it(`makes ${JSON.stringify(stored)} of ${JSON.stringify(typed)}`, () => {
      expect(plainText(typed)).to.equal(stored);
      expect(plainText(stored), 'a second time changes nothing').to.equal(stored);
    });
  }

  it('makes one line where one is asked for', () => {
    expect(plainLine('one\r\n\ntwo\u2028three\tfour\n')).to.equal('one two three four');
  });

  it('counts what a reader sees', () => {
    expect(graphemeCount('')).to.equal(0);
    expect(graphemeCount('გია')).to.equal(3);
    expect(graphemeCount('👨‍👩‍👧‍👦🏴󠁧󠁢󠁥󠁮󠁧󠁿e\u0301')).to.equal(3);
  });

  it('knows text of which nothing is seen', () => {
    for (const text of ['', ' ', '\u200b\u200d', '\ufeff', '\u0301'])
      expect(isVisible(text), JSON.stringify(text)).to.equal(false);
    for (const text of ['a', 'ნ', '7', '-', '🏍️', '₾']) expect(isVisible(text), text).to.equal(true);
  });
});
