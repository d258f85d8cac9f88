import type { Request } from 'express';
import { expect } from 'chai';
import { KnownUrls } from '../../../src/adapters/http/known-urls.js';

describe('KnownUrls', () => {
  const answers = (spoken: boolean, peeked: string[] = []) => ({
    path: '/x',
    spoken,
    peek: (key: string) => {
      peeked.push(key);
      return {
        value: undefined,
        tier: 'process',
        stale: false,
        collapsed: false,
        stored: true,
        loadedAt: 0,
        freshUntil: 1,
      } as const;
    },
    send: () => undefined,
  });
  const read = (url: string) => ({ url, method: 'GET', headers: {} }) as Request;

  it('holds the last ten thousand', () => {
    const known = new KnownUrls();
    const some = answers(false);
    for (let index = 0; index <= 10_000; index += 1) known.learn(`/x/${index}`, undefined, some, String(index));
    expect(known.find(read('/x/0'))).to.equal(undefined);
    expect(known.find(read('/x/1'))).to.include({ answers: some });
    expect(known.find(read('/x/10000'))).to.include({ answers: some });
  });

  it('does not remember very long ones', () => {
    const known = new KnownUrls();
    known.learn(`/${'x'.repeat(500)}`, undefined, answers(false), 'key');
    expect(known.find(read(`/${'x'.repeat(500)}`))).to.equal(undefined);
  });

  it('knows a key for each language, and only those that it was told', () => {
    const known = new KnownUrls();
    const peeked: string[] = [];
    const spoken = answers(true, peeked);
    const inEnglish = { ...read('/x'), headers: { 'accept-language': 'en' }, acceptsLanguages: () => 'en' } as unknown as Request;
    known.learn('/x', 'en', spoken, 'in English');
    expect(known.find(read('/x'))).to.equal(undefined);
    known.learn('/x', 'ka', spoken, 'in Georgian');
    known.find(read('/x'));
    known.find(inEnglish);
    expect(peeked).to.deep.equal(['in Georgian', 'in English']);
  });
});
