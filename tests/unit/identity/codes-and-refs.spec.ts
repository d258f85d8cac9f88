import { expect } from 'chai';
import { IdentityKeys } from '../../../src/core/identity/index.js';
import { codeHash, codeMatches, newCode } from '../../../src/core/identity/one-time-code.js';
import { verificationRefOf } from '../../../src/core/identity/verification-ref.js';

const keys = new IdentityKeys('a secret of the server, long enough');
const otherKeys = new IdentityKeys('another secret, just as long as that');

describe('one-time codes', () => {
  it('are six digits, leading zeros included, spread over the whole million', () => {
    const codes = Array.from({ length: 5_000 }, newCode);
    expect(codes.every((code) => /^\d{6}$/.test(code))).to.equal(true);
    const tenths = new Set(codes.map((code) => code[0]));
    expect(tenths).to.have.property('size', 10);
    expect(new Set(codes).size).to.be.above(4_900);
  });

  it('match for their person, purpose, key and digits alone', () => {
    const kept = { userId: 'u1', hash: codeHash('012345', 'u1', 'verify_email', keys) };
    expect(codeMatches('012345', kept, 'verify_email', keys)).to.equal(true);
    expect(codeMatches('012346', kept, 'verify_email', keys)).to.equal(false);
    expect(codeMatches('012345', kept, 'reset_password', keys)).to.equal(false);
    expect(codeMatches('012345', { ...kept, userId: 'u2' }, 'verify_email', keys)).to.equal(false);
    expect(codeMatches('012345', kept, 'verify_email', otherKeys)).to.equal(false);
    expect(codeMatches('012345', { ...kept, hash: 'short' }, 'verify_email', keys)).to.equal(false);
    expect(codeMatches('012345', undefined, 'verify_email', keys)).to.equal(false);
  });
});

describe('verificationRefOf', () => {
  it('gives an address the same UUID of version 8 each time, and another without the key', () => {
    const ref = verificationRefOf('nino@example.ge', keys);
    expect(ref).to.match(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(verificationRefOf('nino@example.ge', new IdentityKeys('a secret of the server, long enough'))).to.equal(ref);
    expect(verificationRefOf('nina@example.ge', keys)).not.to.equal(ref);
    expect(verificationRefOf('nino@example.ge', otherKeys)).not.to.equal(ref);
  });
});
