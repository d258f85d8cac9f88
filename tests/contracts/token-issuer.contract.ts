import { expect } from 'chai';
import type { TokenIssuer } from '../../src/core/identity/index.js';

export interface TokenIssuerHarness {
  /** A token is alive from now for `lifeSeconds`. */
  make(): { readonly issuer: TokenIssuer; readonly lifeSeconds: number; pass(ms: number): void };
  /** As `make`, with another secret. */
  makeStranger(): TokenIssuer;
}

/** What every TokenIssuer promises (src/core/identity/ports/token-issuer.ts). */
export function tokenIssuerContract(harness: TokenIssuerHarness): void {
  describe('TokenIssuer contract', () => {
    const claims = { userId: '019ab1c2-3d4e-7f50-8a61-b2c3d4e5f607', sessionId: '019ab1c2-3d4e-7f50-8a61-000000000001' };

    it('gives back what it was given', async () => {
      const { issuer } = harness.make();
      expect(await issuer.verify(await issuer.issue(claims))).to.deep.equal(claims);
    });

    it('holds until its end, not longer', async () => {
      const { issuer, lifeSeconds, pass } = harness.make();
      const token = await issuer.issue(claims);
      pass((lifeSeconds - 1) * 1_000);
      expect(await issuer.verify(token)).to.deep.equal(claims);
      pass(1_000);
      expect(await issuer.verify(token)).to.equal(undefined);
    });

    it("knows no stranger's token", async () => {
      const { issuer } = harness.make();
      expect(await issuer.verify(await harness.makeStranger().issue(claims))).to.equal(undefined);
    });

    it('knows no changed token', async () => {
      const { issuer } = harness.make();
      const token = await issuer.issue(claims);
      for (let i = 0; i < token.length; i += 7) {
        const mangled = token.slice(0, i) + (token[i] === 'A' ? 'B' : 'A') + token.slice(i + 1);
        // The last characters of base64 may carry bits that mean nothing.
        if (i < token.length - 2) expect(await issuer.verify(mangled), mangled).to.equal(undefined);
      }
    });

    for (const text of ['', '.', '..', 'a.b.c', 'Bearer x', 'null', '{}', 'ა'.repeat(300), 'x'.repeat(100_000)]) {
      it(`answers undefined for ${JSON.stringify(text.slice(0, 12))} (${text.length}), without an error`, async () => {
        expect(await harness.make().issuer.verify(text)).to.equal(undefined);
      });
    }
  });
}
