import { expect } from 'chai';
import { isReservedUsername, isUsername, UsernameReserved } from '../../../src/core/identity/index.js';
import { changeProfile, type ProfileFields } from '../../../src/core/profiles/index.js';

const now: ProfileFields = { username: 'Nino', fullName: 'Nino B', bio: 'bio', location: 'Tbilisi' };

describe('changing a profile', () => {
  it('keeps what is left out, and names what differs', () => {
    expect(changeProfile(now, {})).to.deep.equal({ fields: now, changed: [] });
    expect(changeProfile(now, { username: 'Nino', bio: 'bio' }).changed).to.deep.equal([]);
    expect(changeProfile(now, { fullName: 'Nino C', location: 'Batumi' })).to.deep.equal({
      fields: { ...now, fullName: 'Nino C', location: 'Batumi' },
      changed: ['fullName', 'location'],
    });
  });

  it('clears bio and location by null and by an empty text', () => {
    for (const empty of [null, '']) {
      const { fields, changed } = changeProfile(now, { bio: empty, location: empty });
      expect(fields).to.include({ bio: null, location: null });
      expect(changed).to.deep.equal(['bio', 'location']);
    }
    expect(changeProfile({ ...now, bio: null }, { bio: '' }).changed).to.deep.equal([]);
  });

  it('refuses a reserved username in any letter case, but leaves one to whoever has it', () => {
    for (const username of ['me', 'Search', 'BLOCKED', 'admin']) {
      expect(() => changeProfile(now, { username }), username).to.throw(UsernameReserved);
    }
    const admin = { ...now, username: 'admin' };
    expect(changeProfile(admin, { username: 'Admin', bio: 'x' }).changed).to.deep.equal(['username', 'bio']);
  });
});

describe('usernames', () => {
  it('are 3 to 30 ASCII letters, digits and _', () => {
    for (const name of ['abc', 'A_1', '_'.repeat(30), '123']) expect(isUsername(name), name).to.equal(true);
    for (const name of ['ab', 'x'.repeat(31), 'has space', 'ნინო', 'a-b', 'a.b', 'abc\n', '\u212Aato', '']) {
      expect(isUsername(name), JSON.stringify(name)).to.equal(false);
    }
  });

  it('are reserved where they would stand in the way of an address', () => {
    for (const name of ['me', 'search', 'blocked', 'Me']) expect(isReservedUsername(name), name).to.equal(true);
    expect(isReservedUsername('nino')).to.equal(false);
  });
});
