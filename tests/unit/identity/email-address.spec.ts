import { expect } from 'chai';
import { normalizeEmail } from '../../../src/core/identity/index.js';

describe('normalizeEmail', () => {
  const same: [string, string][] = [
    ['nino@example.ge', 'nino@example.ge'],
    ['  Nino.Beridze+moto@Example.GE\n', 'nino.beridze+moto@example.ge'],
    ["o'neil@example.co.uk", "o'neil@example.co.uk"],
    ['user@bücher.de', 'user@xn--bcher-kva.de'],
    ['user@BÜCHER.DE', 'user@xn--bcher-kva.de'],
    ['user@xn--bcher-kva.de', 'user@xn--bcher-kva.de'],
    ['user@bu\u0308cher.de', 'user@xn--bcher-kva.de'],
    ['nino@მაგალითი.გე', 'nino@xn--lodafveble.xn--node'],
    ['jose\u0301@example.ge', 'jos\u00e9@example.ge'],
    ['ᲜᲘᲜᲝ@example.ge', 'ნინო@example.ge'],
    ['a@b.co', 'a@b.co'],
    [`${'a'.repeat(64)}@example.ge`, `${'a'.repeat(64)}@example.ge`],
  ];
  for (const [typed, kept] of same) {
    it(`keeps ${JSON.stringify(typed)} as ${kept}`, () => {
      expect(normalizeEmail(typed)).to.equal(kept);
      expect(normalizeEmail(kept)).to.equal(kept);
    });
  }

  const refused = [
    ...['', '@', 'nino', 'nino@', '@example.ge', 'nino@localhost', 'nino@example', 'nino@example..ge', 'nino@.example.ge'],
    ...['nino@example.ge.', '.nino@example.ge', 'nino.@example.ge', 'ni..no@example.ge', 'ni no@example.ge', 'a@b@example.ge'],
    ...['"nino"@example.ge', 'Nino <nino@example.ge>', 'nino@[127.0.0.1]', 'nino@127.0.0.1', 'nino@0x7f.1', 'nino@exa%6dple.ge'],
    ...[
      'nino@example.ge\r\nBcc: all@example.ge',
      'nino,other@example.ge',
      'nino@example.ge/path',
      'nino@-example.ge',
      'a;b@c.ge',
    ],
    ...[
      'x@placeholder.invalid',
      `${'a'.repeat(65)}@example.ge`,
      `a@${'b'.repeat(64)}.ge`,
      `a@${'bcd.'.repeat(70)}ge`,
      'ni\0no@e.ge',
    ],
  ];
  for (const text of refused) {
    it(`refuses ${JSON.stringify(text.slice(0, 40))}`, () => expect(normalizeEmail(text)).to.equal(undefined));
  }
});
