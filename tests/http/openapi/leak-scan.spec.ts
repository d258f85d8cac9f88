import { expect } from 'chai';
import { leaksIn, type ScannedResponse } from '../../support/leak-scan.js';

const me = '0d2c6a1e-7c0b-5f3a-9f43-2f1f0f1c9a01';
const other = '0d2c6a1e-7c0b-5f3a-9f43-2f1f0f1c9a02';
const tokenOf = (sub: string): string => `e30.${Buffer.from(JSON.stringify({ sub })).toString('base64url')}.sig`;

function scan(value: unknown, more: Partial<ScannedResponse> = {}): string[] {
  const response = { name: 'GET /x', headers: {}, body: JSON.stringify(value), authorization: undefined, forStaff: false };
  return leaksIn({ ...response, ...more }, ['a-secret-of-the-configuration']);
}

const person = (id: string) => ({ id, email: 'nino@bikearea.ge', phone: '+995599123456' });

describe('the scan for leaks', () => {
  it('lets a person see his own e-mail and phone', () => {
    expect(scan({ success: true, data: person(me) }, { authorization: `Bearer ${tokenOf(me)}` })).to.deep.equal([]);
  });

  it('lets who has just signed in see them, by the token in the same answer', () => {
    expect(scan({ data: { user: person(me), tokens: { accessToken: tokenOf(me) } } })).to.deep.equal([]);
    expect(scan({ data: { user: person(other), tokens: { accessToken: tokenOf(me) } } })).to.have.lengthOf(2);
  });

  it('tells of anybody else’s, however deep, and with a token that cannot be read', () => {
    expect(scan({ data: [{ id: me, author: person(other) }] }, { authorization: `Bearer ${tokenOf(me)}` })).to.have.lengthOf(2);
    expect(scan({ data: person(me) }, { authorization: 'Bearer of.bad.news' })).to.have.lengthOf(2);
    expect(scan({ data: person(me) })).to.have.lengthOf(2);
  });

  it('is content with empty ones', () => {
    expect(scan({ data: { id: other, email: '', phone: null } })).to.deep.equal([]);
  });

  it('lets staff see how to reach people, but no hash', () => {
    expect(scan({ data: [person(other)] }, { forStaff: true })).to.deep.equal([]);
    expect(scan({ data: [{ ...person(other), passwordHash: 'x' }] }, { forStaff: true })).to.have.lengthOf(1);
  });

  it('tells of an address inside a text, unless people wrote that text', () => {
    expect(scan({ data: { id: other, label: 'write to nino@bikearea.ge' } })).to.have.lengthOf(1);
    expect(scan({ data: { id: other, bio: 'write to nino@bikearea.ge' } })).to.deep.equal([]);
    expect(scan({ success: false, error: { code: 'X', message: 'nino@bikearea.ge is taken' } })).to.have.lengthOf(1);
  });

  for (const key of [
    'passwordHash',
    'password_hash',
    'PASSWORD-HASH',
    'code_hash',
    'refresh_hash',
    'password',
    'verification_ref',
    'salt',
    'clientSecret',
  ]) {
    it(`tells of the key ${key}`, () => {
      expect(scan({ data: { inner: { [key]: 'x' } } })).to.have.lengthOf(1);
    });
  }

  it('knows that a blurhash is a picture, and that details name what the caller sent', () => {
    expect(scan({ data: { blurHash: 'LEHV6n' } })).to.deep.equal([]);
    expect(scan({ success: false, error: { code: 'X', message: 'no', details: { password: ['is too short'] } } })).to.deep.equal(
      [],
    );
  });

  it('tells of hashes and of secrets of the configuration in any text, JSON or not, and in headers', () => {
    expect(scan({}, { body: '<p>$argon2id$v=19$m=1</p>' })).to.have.lengthOf(1);
    expect(scan({}, { body: 'a-secret-of-the-configuration' })).to.have.lengthOf(1);
    expect(scan({}, { headers: { 'x-debug': 'a-secret-of-the-configuration' } })).to.have.lengthOf(1);
    expect(scan({}, { headers: { location: '/users?email=nino@bikearea.ge' } })).to.have.lengthOf(1);
  });
});
