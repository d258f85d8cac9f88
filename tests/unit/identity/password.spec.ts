import { expect } from 'chai';
import { CommonPasswords, WeakPassword } from '../../../src/core/identity/index.js';
import { acceptPassword, normalizePassword } from '../../../src/core/identity/password.js';

class OneCommonPassword extends CommonPasswords {
  override has(password: string): boolean {
    return password.toLowerCase() === 'iloveyou1';
  }
}

describe('acceptPassword', () => {
  const owner = { email: 'nino.beridze@example.ge', username: 'Nino_Rides' };
  const accept = (text: string): string => acceptPassword(text, new OneCommonPassword(), owner);
  const faultOf = (text: string): string => {
    try {
      accept(text);
    } catch (error) {
      if (error instanceof WeakPassword) return error.details?.['password']?.[0] ?? '';
      throw error;
    }
    return 'accepted';
  };

  it('counts code points from 8 to 128: Georgian letters and emoji are one each', () => {
    expect(faultOf('abcdefg')).to.equal('must have at least 8 characters');
    expect(faultOf('მოტოცი1')).to.equal('must have at least 8 characters');
    expect(faultOf('🏍🏍🏍🏍')).to.equal('must have at least 8 characters');
    expect(accept('🏍'.repeat(8))).to.have.length(16);
    expect(accept('ა'.repeat(128))).to.have.length(128);
    expect(faultOf('ა'.repeat(129))).to.equal('must have at most 128 characters');
  });

  it('counts after composition, so that a decomposed letter is one', () => {
    expect(faultOf('e\u0301'.repeat(7))).to.equal('must have at least 8 characters');
    expect(accept('e\u0301'.repeat(128))).to.equal('é'.repeat(128));
  });

  it('demands no mix of letters, digits and signs', () => {
    for (const password of ['correct horse battery staple', 'წითელიმოტო', '73519462807'])
      expect(accept(password)).to.equal(password);
  });

  it('refuses common ones and the names of the owner, whatever the letter case', () => {
    expect(faultOf('iLoveYou1')).to.match(/most common/);
    for (const name of ['Nino.Beridze@Example.GE', 'NINO.BERIDZE', 'nino_RIDES'])
      expect(faultOf(name)).to.match(/must not be your/);
    expect(accept('nino_rides_2026')).to.equal('nino_rides_2026');
  });

  it('refuses control characters', () => {
    expect(faultOf('abcd\u0007efgh')).to.match(/control/);
  });

  it('makes one password of two ways to type it, and keeps the letter case', () => {
    expect(normalizePassword('cafe\u0301\u00a0au lait')).to.equal('café au lait');
    expect(normalizePassword('Aa')).to.equal('Aa');
  });
});
