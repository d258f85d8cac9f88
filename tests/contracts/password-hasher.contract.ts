import { expect } from 'chai';
import type { PasswordHasher } from '../../src/core/identity/index.js';

/** What every PasswordHasher promises (src/core/identity/ports/password-hasher.ts). */
export function passwordHasherContract(make: () => PasswordHasher): void {
  describe('PasswordHasher contract', () => {
    const hasher = make();

    it('knows the password again, and no other', async () => {
      const hash = await hasher.hash('წითელი მოტო');
      expect(await hasher.verify('წითელი მოტო', hash)).to.equal(true);
      for (const other of ['წითელი მოტ', 'წითელი მოტო ', 'Წითელი მოტო', ''])
        expect(await hasher.verify(other, hash)).to.equal(false);
    });

    it('makes another hash each time, which does not hold the password', async () => {
      const [one, two] = await Promise.all([hasher.hash('same password'), hasher.hash('same password')]);
      expect(one).not.to.equal(two);
      expect(one).not.to.include('same password');
    });

    it('counts every one of 128 Georgian letters, the last included', async () => {
      const long = 'მ'.repeat(127);
      const hash = await hasher.hash(`${long}ა`);
      expect(await hasher.verify(`${long}ა`, hash)).to.equal(true);
      expect(await hasher.verify(`${long}ბ`, hash)).to.equal(false);
      expect(await hasher.verify(long, hash)).to.equal(false);
    });

    it('answers false without a hash, and for what is no hash', async () => {
      for (const hash of [undefined, '', 'none', 'password', '$argon2id$', '$2b$10$abcdefghijklmnopqrstuv']) {
        expect(await hasher.verify('password', hash)).to.equal(false);
      }
    });

    it('wants no new hash for one it has just made, and one for what it did not make', async () => {
      expect(hasher.needsRehash(await hasher.hash('a password'))).to.equal(false);
      expect(hasher.needsRehash('none')).to.equal(true);
    });
  });
}
