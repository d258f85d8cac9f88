import type { Role } from '../kernel/index.js';

/** What signing in needs to know of a person. */
export interface Account {
  readonly id: string;
  /** Normalised. */
  readonly email: string;
  readonly username: string;
  readonly passwordHash: string;
  readonly role: Role;
  /** Stands for the account in sign-up and reset flows; see verificationRefOf. */
  readonly verificationRef: string;
  readonly emailVerifiedAt: Date | null;
  readonly bannedAt: Date | null;
  /** Null with `bannedAt`: for good. In the past: the ban is over. */
  readonly bannedUntil: Date | null;
}

export interface NewAccount {
  readonly id: string;
  readonly email: string;
  readonly username: string;
  readonly fullName: string;
  readonly phone: string | null;
  readonly passwordHash: string;
  readonly role: Role;
  readonly verificationRef: string;
  readonly emailVerifiedAt: Date | null;
  readonly createdAt: Date;
}

export function isBanned({ bannedAt, bannedUntil }: Pick<Account, 'bannedAt' | 'bannedUntil'>, now: Date): boolean {
  return bannedAt !== null && (bannedUntil === null || bannedUntil > now);
}

export const isVerified = ({ emailVerifiedAt }: Pick<Account, 'emailVerifiedAt'>): boolean => emailVerifiedAt !== null;

/** Stored where no password opens the account. */
export const noPassword = 'none';

/** A registration for an address that has an account already is kept under this one; see RegisterPerson. `.invalid` is nobody's (RFC 2606). */
export const placeholderEmail = (name: string): string => `${name}@placeholder.invalid`;
