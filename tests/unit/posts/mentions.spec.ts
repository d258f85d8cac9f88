import { expect } from 'chai';
import { mentionsIn } from '../../../src/core/posts/index.js';

/** [text, the usernames in it] */
const cases: Readonly<Record<string, readonly (readonly [string, readonly string[]])[]>> = {
  'of 3 to 30 ASCII letters, digits and _': [
    ['@nino', ['nino']],
    ['@a_1 @___ @123', ['a_1', '___', '123']],
    ['@ab', []],
    [`@${'a'.repeat(30)} @${'b'.repeat(31)}`, ['a'.repeat(30)]],
    ['@ნინო @нино @nıno', []],
    ['@ @@ @-', []],
    ['', []],
  ],
  'in lower case, each once, in their order': [['@Luka_R @nino @LUKA_R', ['luka_r', 'nino']]],
  'with a Georgian or Cyrillic ending right behind': [
    ['@ninoს @luka_rმა და @gioსთან', ['nino', 'luka_r', 'gio']],
    ['@ninoу', ['nino']],
    ['@nino\u2019s @luka.', ['nino', 'luka']],
  ],
  'beside signs and emoji': [
    ['(@nino) "@luka", @gio! 🏍️@levan🏍️', ['nino', 'luka', 'gio', 'levan']],
    ['line\n@nino', ['nino']],
    ['#tag@nino', []],
    ['-@nino', ['nino']],
  ],
  'not in addresses of mail and pages': [
    ['nino@example.ge', []],
    ['nino.b@example.ge, ნინო@example.ge', []],
    ['@nino@mastodon.social', []],
    ['https://medium.com/@nino', []],
    ['https://example.ge/?u=@nino', []],
    ['www.example.ge/?u=@nino and @luka', ['luka']],
    ['a@@nino', []],
  ],
};

describe('mentions', () => {
  for (const [name, examples] of Object.entries(cases)) {
    it(name, () => {
      for (const [text, expected] of examples) expect(mentionsIn(text), JSON.stringify(text)).to.deep.equal(expected);
    });
  }

  it('20 of a text count; repetitions take no place', () => {
    const names = Array.from({ length: 21 }, (_, i) => `rider_${i}`);
    expect(mentionsIn(names.map((name) => `@${name} @${name.toUpperCase()}`).join(' '))).to.deep.equal(names.slice(0, 20));
  });

  it('is quick with texts that are made to be slow', () => {
    const before = process.cpuUsage(); // of this process alone: the machine may be busy
    for (const part of ['@', '@a', '@aaa', 'e\u0301', '\u0301', '@\u0301', 'a@', '.@', 'https://'])
      mentionsIn(part.repeat(16_000));
    expect(process.cpuUsage(before).user / 1_000).to.be.below(3_000);
  });
});
