import { expect } from 'chai';
import fc from 'fast-check';
import { Parser, Tokenizer } from 'htmlparser2';
import sinon from 'sinon';
import { elementNames } from '../../../src/core/text/element-names.js';
import { plainLine, plainText } from '../../../src/core/text/index.js';

/** Elements that htmlparser2's own parser reports, as a page would hold them (a tag that never ends is none): another reading than the one that removes them. */
function elementsIn(text: string): string[] {
  const names: string[] = [];
  const parser = new Parser({ onopentag: (name) => void names.push(name) }, { decodeEntities: false });
  parser.end(text);
  return names.filter((name) => elementNames.has(name.toLowerCase()));
}

describe('markup in plain text', () => {
  const kept = [
    '5 < 7 and 9 > 8',
    'It\'s "Tom & Jerry" <3',
    '?a=1&b=2',
    '<y>',
    'x <y and z> w',
    'a <- b -> c <= d << e <> f',
    '</3 and <\\3 and <!> and <?>',
    '&lt;b&gt; &amp; &#60;script&#62; &nbsp',
    'if a <b',
    'if a <b and c',
    '<გიორგი> და <ბ>',
    '<nino@example.ge>',
    '<https://bikearea.ge/?a=1&b=2>',
    '<rider-club> <b2> <bold>',
    '👨‍👩‍👧‍👦 <👩🏽‍🚒> 🏴󠁧󠁢󠁥󠁮󠁧󠁿 ❤️',
    'ᲒᲘᲝᲠᲒᲘ გიორგი',
    'script style onclick=1 onerror=alert(1)',
  ];
  for (const text of kept) {
    it(`keeps ${JSON.stringify(text)} byte for byte`, () => {
      expect(plainText(text)).to.equal(text);
      expect(plainLine(text)).to.equal(text);
    });
  }

  const cleaned: [string, string][] = [
    ['<script>alert(1)</script>Hi <b>you</b> <3', 'Hi you <3'],
    ['<b>bold</b> <I>it</I>alic <br/>line<br>', 'bold italic line'],
    ['one <y and <b>two</b>', 'one <y and two'],
    ['<a href="x>y" title=\'<b>\'>link</a>', 'link'],
    ['<SCRIPT src=//evil>let a = "<b>"; if (a < b) {}</SCRIPT >end', 'end'],
    ['<script>"<script>"</script x="y">end', 'end'],
    ['<style>b { color: red }</style><iframe src=x>no frames</iframe>text', 'text'],
    ['a<svg/onload=alert(1)>b<svg><g><path d=""/></g><svg></svg></svg>c', 'abc'],
    ['<object data=x><param>none</object><noscript>on</noscript><template><p>x</p></template>.', '.'],
    ['<svg/>stays<math><mi>x</mi></math>', 'staysx'],
    ['I use the <script> tag', 'I use the  tag'],
    ['<title>one<textarea>two<xmp>three<plaintext>four', 'onetwothreefour'],
    ['a<!-- <b> -->b<!-->c<!--->d<!-- x --!>e', 'abcde'],
    ['a <!-- never <i>ends</i>', 'a  never ends'],
    ['<!DOCTYPE html>a<![CDATA[ <x> ]]>b<![CDATA[ c <!doctype d', 'ab c  d'],
    ['a<img src=x onerror=alert(1)>b', 'ab'],
    ['a <img src=x onerror=alert(1)', 'a'],
    ['a <img src="x> <b>b</b>', 'a'],
    ['a <script x', 'a'],
    ['a<<b>script>alert(1)<</b>/script>b', 'ab'],
    ['<<b>script>alert(1)', 'alert(1)'],
    ['<scr<script></script>ipt>alert(1)', 'alert(1)'],
    ['<\u202escr\u0000ipt>alert(1)</script>x', 'x'],
    ['<img\nsrc=x\r\nonerror=alert(1)>x', 'x'],
    ['<y onclick=alert(1)>x</y>', 'x</y>'],
    ['<y a="<>" style="position:fixed">x', 'x'],
    ['<y onclick=alert(1)', ''],
    ['e<b>\u0301</b>', 'é'],
    ['<p>გიორგი &amp; <em>ნინო</em></p>', 'გიორგი &amp; ნინო'],
    ['</b></b x>left</p', 'left</p'],
  ];
  for (const [typed, stored] of cleaned) {
    it(`makes ${JSON.stringify(stored)} of ${JSON.stringify(typed)}`, () => {
      expect(plainText(typed)).to.equal(stored);
      expect(plainText(stored), 'a second time changes nothing').to.equal(stored);
      expect(elementsIn(stored)).to.deep.equal([]);
    });
  }

  it('leaves nothing to remove a second time, and no element, whatever is typed', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '<',
        '>',
        '</',
        '/>',
        '"',
        "'",
        '=',
        '-',
        '!',
        ' ',
        '\n',
        '&lt;',
        '<!--',
        '-->',
        '<![CDATA[',
        ']]>',
        '<!doctype',
      ),
      fc.constantFrom(
        'b',
        'script',
        'style',
        'svg',
        'img',
        'title',
        'form',
        'y',
        'on',
        'onload',
        'src',
        'x',
        'ბ',
        '\u0338',
        '\u0301',
      ),
      fc.constantFrom('<b>', '</b>', '<script>', '</script>', '<svg>', '</svg>', '<title>', '<y onload=1>', '<img src="'),
      fc.string({ unit: 'grapheme', maxLength: 3 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const stored = plainText(pieces.join(''));
        expect(plainText(stored)).to.equal(stored);
        expect(elementsIn(stored)).to.deep.equal([]);
      }),
      { numRuns: 3_000 },
    );
  });

  it('reads a hostile text a few times at most, however long it is', () => {
    const half = 16_000;
    const hostile: [string, string][] = [
      ['<', ''],
      ['<b', ''],
      ['<b>', '</b>'],
      ['<', 'b>'],
      ['<svg>', ''],
      ['<svg>', '</svg>'],
      ['<title>', ''],
      ['<script>', ''],
      ['<script>', '</script '],
      ['<!--', ''],
      ['<![CDATA[', ']]'],
      ['<b a="', ''],
      ['<y onload="', "'>"],
      ['</b ', ''],
      ['<form>', '</form'],
      ['<scr<b>ipt>', ''],
    ];
    const reads = sinon.spy(Tokenizer.prototype, 'write');
    try {
      for (const [open, close] of hostile) {
        reads.resetHistory();
        const stored = plainText(open.repeat(half) + close.repeat(half));
        expect(reads.callCount, open).to.be.within(1, 20);
        expect(elementsIn(stored.slice(0, 2_000)), open).to.deep.equal([]);
      }
    } finally {
      reads.restore();
    }
  });
});
