import { expect } from 'chai';
import { hashOfApiKey, isApiKeyText, newApiKeyText, shownPartOf } from '../../../src/core/api-keys/api-key-text.js';

describe('the text of an API key', () => {
  it('is found by one pattern, and no two are alike', () => {
    const texts = Array.from({ length: 1_000 }, newApiKeyText);
    for (const text of texts)
      expect(text)
        .to.match(/^bka_[0-9A-Za-z]{36}$/)
        .and.to.satisfy(isApiKeyText);
    expect(new Set(texts).size).to.equal(1_000);
  });

  it('ends with the CRC-32 of its random part in base62', () => {
    // 0x77e5db82
    expect(isApiKeyText(`bka_${'0'.repeat(30)}2C8GjS`)).to.equal(true);
  });

  it('is none when any one character is another, is missing, or is too much', () => {
    const text = newApiKeyText();
    for (let i = 0; i < text.length; i += 1) {
      const other = text[i] === 'x' ? 'y' : 'x';
      expect(isApiKeyText(`${text.slice(0, i)}${other}${text.slice(i + 1)}`), `character ${i}`).to.equal(false);
      expect(isApiKeyText(text.slice(0, i) + text.slice(i + 1)), `without character ${i}`).to.equal(false);
    }
    for (const none of ['', 'bka_', `${text}0`, ` ${text}`, `${text}\n`, text.toLowerCase() + text.toUpperCase()])
      expect(isApiKeyText(none)).to.equal(false);
  });

  it('is shown later by its first 12 characters, and kept as SHA-256', () => {
    const text = newApiKeyText();
    expect(shownPartOf(text)).to.equal(text.slice(0, 12));
    expect(hashOfApiKey('abc').toString('hex')).to.equal('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });
});
