import { expect } from 'chai';
import type { CommonPasswords } from '../../src/core/identity/index.js';

/** What every CommonPasswords promises (src/core/identity/ports/common-passwords.ts). */
export function commonPasswordsContract(make: () => CommonPasswords): void {
  describe('CommonPasswords contract', () => {
    const common = make();

    for (const password of ['password', 'Password', 'PASSWORD1', '12345678', 'qwertyuiop', 'iloveyou', 'football', 'superman']) {
      it(`has ${password}`, () => expect(common.has(password)).to.equal(true));
    }

    for (const password of [
      '',
      'correct horse battery staple',
      'წითელი მოტო 2026',
      'kR4!vz9#qLm2',
      'constructor of bikes',
      '__proto__',
    ]) {
      it(`does not have ${JSON.stringify(password)}`, () => expect(common.has(password)).to.equal(false));
    }
  });
}
