import { expect } from 'chai';
import fc from 'fast-check';
import { IdentityKeys } from '../../../src/core/identity/index.js';
import { mintRefreshToken, readRefreshToken, refreshTokenHash } from '../../../src/core/identity/refresh-token.js';

const keys = new IdentityKeys('a secret of the server, long enough');
const claims = { sessionId: '019ab1c2-3d4e-7f50-8a61-b2c3d4e5f607', counter: 41 };

describe('refresh tokens', () => {
  it('say which session and which rotation, to whoever has the key', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.nat({ max: 999_999_999 }), (sessionId, counter) => {
        const token = mintRefreshToken({ sessionId, counter }, keys);
        expect(readRefreshToken(token, keys)).to.deep.equal({ sessionId, counter });
        expect(readRefreshToken(token, new IdentityKeys('another secret, just as long as that'))).to.equal(undefined);
      }),
    );
  });

  it('come out the same each time', () => {
    expect(mintRefreshToken(claims, keys)).to.equal(mintRefreshToken({ ...claims }, keys));
    expect(refreshTokenHash(mintRefreshToken(claims, keys))).to.match(/^[0-9a-f]{64}$/);
  });

  it('are refused with any single character changed', () => {
    const token = mintRefreshToken(claims, keys);
    for (let i = 0; i < token.length; i += 1) {
      for (const sign of ['A', 'B', '0', '.', '_']) {
        if (token[i] === sign) continue;
        const mangled = token.slice(0, i) + sign + token.slice(i + 1);
        expect(readRefreshToken(mangled, keys), mangled).to.equal(undefined);
      }
    }
  });

  it('are refused with another counter, cut off, with more at the end, or as something else entirely', () => {
    const token = mintRefreshToken(claims, keys);
    const [id, , mac] = token.split('.');
    const others = [
      `${id}.42.${mac}`,
      `${id}.041.${mac}`,
      `${id}.${mac}`,
      token.slice(0, -1),
      `${token}=`,
      `${token} `,
      ` ${token}`,
    ];
    for (const text of [...others, '', '..', 'a.b.c', 'eyJhbGciOiJIUzI1NiJ9.e30.x', 'ა'.repeat(50)]) {
      expect(readRefreshToken(text, keys), text).to.equal(undefined);
    }
  });
});
