import { expect } from 'chai';
import type { AccountRepository, NewAccount } from '../../src/core/identity/index.js';

export interface AccountHarness {
  make(): AccountRepository;
  newId(): string;
  ban(id: string, until: Date | null): Promise<void>;
  /** Gives the person a code that ends then. */
  giveCode(id: string, expiresAt: Date): Promise<void>;
}

const at = new Date('2026-03-01T10:00:00.123Z');
const after = (seconds: number): Date => new Date(at.getTime() + seconds * 1_000);

/** What every AccountRepository promises (src/core/identity/ports/account-repository.ts). */
export function accountRepositoryContract(harness: AccountHarness): void {
  describe('AccountRepository contract', () => {
    let made = 0;
    const draft = (change: Partial<NewAccount> = {}): NewAccount => {
      made += 1;
      return {
        id: harness.newId(),
        email: `account${made}@example.ge`,
        username: `Account_${made}`,
        fullName: 'ნინო',
        phone: null,
        passwordHash: 'hash',
        role: 'USER',
        verificationRef: harness.newId(),
        emailVerifiedAt: null,
        createdAt: at,
        ...change,
      };
    };
    const added = async (change?: Partial<NewAccount>): Promise<NewAccount> => {
      const account = draft(change);
      expect(await harness.make().addIfFree(account)).to.equal(true);
      return account;
    };

    it('finds what was added by id, e-mail and verification ref, as it was', async () => {
      const { id, email, username, passwordHash, role, verificationRef } = await added();
      const expected = { id, email, username, passwordHash, role, verificationRef };
      const free = { emailVerifiedAt: null, bannedAt: null, bannedUntil: null };
      const accounts = harness.make();
      for (const found of [accounts.findById(id), accounts.findByEmail(email), accounts.findByVerificationRef(verificationRef)]) {
        expect(await found).to.deep.equal({ ...expected, ...free });
      }
    });

    it('finds nothing where nothing is, and changes nothing', async () => {
      const accounts = harness.make();
      const id = harness.newId();
      expect(await accounts.findById(id)).to.equal(undefined);
      expect(await accounts.findByEmail('nobody@example.ge')).to.equal(undefined);
      expect(await accounts.findByVerificationRef(id)).to.equal(undefined);
      expect(await accounts.isUsernameTaken('nobody_at_all')).to.equal(false);
      expect(await accounts.replacePassword(id, 'new', at)).to.equal(false);
      expect(await accounts.recordSignIn(id, 'hash', at)).to.equal(false);
      await accounts.markVerified(id, at);
      await accounts.setRole(id, 'ADMIN', at);
    });

    it('adds neither the same e-mail, nor username in any letter case, nor verification ref twice', async () => {
      const one = await added();
      const accounts = harness.make();
      expect(await accounts.isUsernameTaken(one.username.toUpperCase())).to.equal(true);
      for (const clash of [
        { email: one.email },
        { username: one.username.toUpperCase() },
        { verificationRef: one.verificationRef },
      ]) {
        const other = draft(clash);
        expect(await accounts.addIfFree(other)).to.equal(false);
        expect(await accounts.findById(other.id)).to.equal(undefined);
      }
    });

    it('adds one of 50 at once', async () => {
      const { email, username } = draft();
      const outcomes = await Promise.all(Array.from({ length: 50 }, () => harness.make().addIfFree(draft({ email, username }))));
      expect(outcomes.filter(Boolean)).to.have.length(1);
    });

    it('replaces a password, and only the expected one where one is expected', async () => {
      const { id } = await added();
      const accounts = harness.make();
      expect(await accounts.replacePassword(id, 'second', at, 'not the hash')).to.equal(false);
      expect(await accounts.replacePassword(id, 'second', at, 'hash')).to.equal(true);
      expect(await accounts.replacePassword(id, 'third', at)).to.equal(true);
      expect((await accounts.findById(id))?.passwordHash).to.equal('third');
    });

    it('marks an address as proved once', async () => {
      const { id } = await added();
      const accounts = harness.make();
      await accounts.markVerified(id, at);
      await accounts.markVerified(id, after(60));
      expect((await accounts.findById(id))?.emailVerifiedAt).to.deep.equal(at);
    });

    it('records a sign-in with the password that holds, of who is verified and not banned', async () => {
      const { id } = await added({ emailVerifiedAt: at });
      const accounts = harness.make();
      expect(await accounts.recordSignIn(id, 'hash', at)).to.equal(true);
      expect(await accounts.recordSignIn(id, 'old hash', at)).to.equal(false);
      await harness.ban(id, null);
      expect(await accounts.recordSignIn(id, 'hash', at)).to.equal(false);
      await harness.ban(id, after(60));
      expect(await accounts.recordSignIn(id, 'hash', at)).to.equal(false);
      expect(await accounts.recordSignIn(id, 'hash', after(60))).to.equal(true);
      const unverified = await added();
      expect(await accounts.recordSignIn(unverified.id, 'hash', at)).to.equal(false);
    });

    it('sets a role', async () => {
      const { id } = await added();
      await harness.make().setRole(id, 'ADMIN', at);
      expect((await harness.make().findById(id))?.role).to.equal('ADMIN');
    });

    it('removes old accounts that were never verified and wait for no code', async () => {
      const old = new Date('2020-01-01T00:00:00Z');
      const [forgotten, verified, waiting] = [
        await added({ createdAt: old }),
        await added({ createdAt: old, emailVerifiedAt: old }),
        await added({ createdAt: old }),
      ];
      const late = await added({ createdAt: old });
      const young = await added();
      await harness.giveCode(waiting.id, after(1));
      await harness.giveCode(late.id, after(-1));
      const accounts = harness.make();
      expect(await accounts.removeUnverified(new Date('2020-01-02T00:00:00Z'), at)).to.equal(2);
      expect(await accounts.findById(forgotten.id)).to.equal(undefined);
      expect(await accounts.findById(late.id)).to.equal(undefined);
      for (const { id } of [verified, waiting, young]) expect(await accounts.findById(id)).not.to.equal(undefined);
      expect(await accounts.addIfFree(draft({ email: forgotten.email, username: forgotten.username }))).to.equal(true);
    });
  });
}
