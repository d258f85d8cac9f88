import { randomBytes } from 'node:crypto';
import { expect } from 'chai';
import type { ApiKey, ApiKeyRepository } from '../../src/core/api-keys/index.js';

export interface ApiKeyHarness {
  make(): ApiKeyRepository;
  newId(): string;
  /** The id of a new administrator. */
  owner(): Promise<string>;
  ban(id: string): Promise<void>;
}

const at = new Date('2026-03-01T10:00:00.123Z');
const after = (seconds: number): Date => new Date(at.getTime() + seconds * 1_000);

/** What every ApiKeyRepository promises (src/core/api-keys/ports/api-key-repository.ts). */
export function apiKeyRepositoryContract(harness: ApiKeyHarness): void {
  describe('ApiKeyRepository contract', () => {
    let keys: ApiKeyRepository;
    let ownerId: string;
    before(() => {
      keys = harness.make();
    });
    beforeEach(async () => {
      ownerId = await harness.owner();
    });

    async function added(change: Partial<ApiKey> = {}): Promise<{ key: ApiKey; hash: Buffer }> {
      const hash = randomBytes(32);
      const key: ApiKey = {
        id: harness.newId(),
        ownerId,
        name: 'ღამის იმპორტი',
        prefix: 'bka_12345678',
        scopes: ['posts:read', 'cache:read'],
        createdAt: at,
        expiresAt: after(100),
        lastUsedAt: null,
        previousUntil: null,
        revokedAt: null,
        ...change,
      };
      await keys.add(key, hash);
      return { key, hash };
    }
    const find = async (hash: Buffer, when = at): Promise<boolean> => (await keys.findCaller(hash, when)) !== undefined;
    const listed = async (id: string): Promise<ApiKey | undefined> => (await keys.list()).find((key) => key.id === id);
    const another = () => ({ hash: randomBytes(32), prefix: 'bka_87654321' });

    it('lists what was added, the newest first', async () => {
      const [older, newer] = [await added(), await added({ createdAt: after(1) })];
      const mine = (await keys.list()).filter((key) => key.ownerId === ownerId);
      expect(mine).to.deep.equal([newer.key, older.key]);
    });

    it('finds who calls, with the role that he has', async () => {
      const { key, hash } = await added();
      expect(await keys.findCaller(hash, at)).to.deep.equal({
        keyId: key.id,
        ownerId,
        scopes: key.scopes,
        role: 'ADMIN',
        lastUsedAt: null,
      });
      expect(await find(randomBytes(32))).to.equal(false);
    });

    it('finds nobody once it has expired, was revoked, or its owner is banned', async () => {
      const { key, hash } = await added();
      expect([await find(hash, after(99)), await find(hash, after(100))]).to.deep.equal([true, false]);
      expect(await keys.revoke(key.id, after(1))).to.equal(true);
      expect(await keys.revoke(key.id, after(2))).to.equal(true);
      expect((await listed(key.id))?.revokedAt).to.deep.equal(after(1));
      expect(await find(hash)).to.equal(false);
      expect(await keys.revoke(harness.newId(), at)).to.equal(false);
      const other = await added();
      await harness.ban(ownerId);
      expect(await find(other.hash)).to.equal(false);
    });

    it('gives another text; the one before works for its time, the one before that no longer', async () => {
      const { key, hash } = await added();
      const [second, third] = [another(), another()];
      const rotated = await keys.rotate(key.id, second, after(10), at);
      expect(rotated).to.deep.equal({ ...key, prefix: second.prefix, previousUntil: after(10) });
      expect([await find(hash, after(9)), await find(second.hash, after(9))]).to.deep.equal([true, true]);
      expect([await find(hash, after(10)), await find(second.hash, after(10))]).to.deep.equal([false, true]);
      await keys.rotate(key.id, third, after(20), after(5));
      expect(await Promise.all([hash, second.hash, third.hash].map((text) => find(text, after(6))))).to.deep.equal([
        false,
        true,
        true,
      ]);
      await keys.revoke(key.id, after(6));
      expect(await Promise.all([second.hash, third.hash].map((text) => find(text, after(7))))).to.deep.equal([false, false]);
    });

    it('rotates none that is unknown, revoked or expired', async () => {
      const [revoked, expired] = [await added({ revokedAt: at }), await added({ expiresAt: at })];
      for (const id of [harness.newId(), revoked.key.id, expired.key.id])
        expect(await keys.rotate(id, another(), after(10), at)).to.equal(undefined);
      expect(await listed(revoked.key.id)).to.deep.equal(revoked.key);
    });

    it('notes the latest use', async () => {
      const { key } = await added();
      for (const seconds of [1, 3, 2]) await keys.markUsed(key.id, after(seconds));
      expect((await listed(key.id))?.lastUsedAt).to.deep.equal(after(3));
    });
  });
}
