import { expect } from 'chai';
import { suspicionIn } from '../../../src/core/audit/index.js';

const looksLikeSql: readonly (readonly [text: string, pattern: string])[] = [
  ["' OR 1=1 --", 'tautology'],
  ["x' or 'a'='a", 'tautology'],
  ['" or ""="', 'tautology'],
  ["') OR ('x' LIKE 'x", 'tautology'],
  ['1 UNION SELECT username, password_hash FROM users', 'union'],
  ['1 union/**/all select null,null', 'union'],
  ['1; DROP TABLE users', 'statement'],
  ['x; select * from users', 'statement'],
  ['delete from posts where 1', 'statement'],
  ["admin'--", 'comment'],
  ["admin' #", 'comment'],
  ["x'/* ", 'comment'],
  ['1 and pg_sleep(5)', 'function'],
  ["1' AND SLEEP (5)", 'function'],
  ['(select table_name from information_schema.tables)', 'function'],
  ["'; WAITFOR DELAY '0:0:5'", 'comment'],
];

const looksLikeSpeech = [
  ...['', 'რა მშვენიერია', "O'Brien", "rock 'n' roll and more", "it's a bike or a car = fun", "Tbilisi's best; drop bars wanted"],
  ...['select a bike from the list', 'union of riders, select few', 'sleep well', 'update: new tyres', 'Honda CB500 -- like new'],
  ...['#motorcycle', 'price < 5000 or price > 100', 'delete my post', "'90s Honda", 'C++ / C#', '50% off; insert here'],
  ...['https://example.ge/a?b=c&d=1;e=2', '"quoted words" and others', 'version 2 (new)', "rider's and driver's = friends"],
];

describe('a query that looks like SQL', () => {
  for (const [text, pattern] of looksLikeSql) {
    it(`is noticed: ${text}`, () => {
      expect(suspicionIn({ page: '1', q: text })).to.deep.equal({ parameter: 'q', pattern });
    });
  }
  for (const text of looksLikeSpeech) {
    it(`is not: ${text}`, () => {
      expect(suspicionIn({ q: text })).to.equal(undefined);
    });
  }

  it('is found in a parameter given twice, and the name of the parameter is not taken over', () => {
    expect(suspicionIn({ q: ['a', "' or 1=1"] })).to.deep.equal({ parameter: 'q', pattern: 'tautology' });
    expect(suspicionIn({ 'x@example.ge': "' or 1=1" })).to.deep.equal({ parameter: 'other', pattern: 'tautology' });
  });

  it('takes no longer for long texts made to be slow', () => {
    for (const part of ["' ", "'(", 'union ', 'union/**/', 'drop ', '; ', 'a'.repeat(30), "' or ("]) {
      const startedAt = performance.now();
      suspicionIn({ q: part.repeat(20_000) });
      expect(performance.now() - startedAt).to.be.lessThan(250);
    }
  });
});
