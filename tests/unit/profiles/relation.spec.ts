import { expect } from 'chai';
import {
  assertMayBlock,
  assertMayFollow,
  assertMayUnfollow,
  Blocked,
  isBanned,
  noRelation,
  type Relation,
  type Standing,
  UserNotFound,
} from '../../../src/core/profiles/index.js';

const now = new Date('2026-03-01T12:00:00.000Z');
const later = new Date(now.getTime() + 1);
const good: Standing = { isVerified: true, bannedAt: null, bannedUntil: null };
const standings: Record<string, Standing> = {
  good,
  unverified: { ...good, isVerified: false },
  bannedForGood: { ...good, bannedAt: now },
  bannedForNow: { ...good, bannedAt: now, bannedUntil: later },
  banOver: { ...good, bannedAt: now, bannedUntil: now },
};

/** What a decision raises: the class of the error, or nothing. */
function raised(decide: () => void): unknown {
  try {
    decide();
    return undefined;
  } catch (error) {
    return (error as Error).constructor;
  }
}

describe('what one person may do to another', () => {
  it('a ban holds until the very moment it ends', () => {
    const banned = Object.entries(standings).filter(([, standing]) => isBanned(standing, now));
    expect(banned.map(([name]) => name)).to.deep.equal(['bannedForGood', 'bannedForNow']);
  });

  const relations: [string, Partial<Relation>, { follow: unknown; unfollow: unknown }][] = [
    ['nothing between them', {}, { follow: undefined, unfollow: undefined }],
    ['following already', { isFollowing: true }, { follow: undefined, unfollow: undefined }],
    ['blocked by the caller', { isBlocked: true }, { follow: Blocked, unfollow: undefined }],
    ['blocking the caller', { isBlockedBy: true }, { follow: UserNotFound, unfollow: UserNotFound }],
    ['both blocking', { isBlocked: true, isBlockedBy: true }, { follow: Blocked, unfollow: undefined }],
  ];
  for (const [name, relation, expected] of relations) {
    it(`${name}: following and leaving`, () => {
      expect(raised(() => assertMayFollow({ ...noRelation, ...relation }, good, now))).to.equal(expected.follow);
      expect(raised(() => assertMayUnfollow({ ...noRelation, ...relation }, good, now))).to.equal(expected.unfollow);
    });
  }

  for (const name of ['unverified', 'bannedForGood', 'bannedForNow'] as const) {
    it(`${name}: unknown to followers, except that an old follow can be ended`, () => {
      const other = standings[name] ?? good;
      expect(raised(() => assertMayFollow(noRelation, other, now))).to.equal(UserNotFound);
      expect(raised(() => assertMayUnfollow(noRelation, other, now))).to.equal(UserNotFound);
      expect(raised(() => assertMayUnfollow({ ...noRelation, isFollowing: true }, other, now))).to.equal(undefined);
    });
  }

  it('everybody who is verified can be blocked', () => {
    const blockable = Object.entries(standings).filter(([, standing]) => raised(() => assertMayBlock(standing)) === undefined);
    expect(blockable.map(([name]) => name)).to.deep.equal(['good', 'bannedForGood', 'bannedForNow', 'banOver']);
  });
});
