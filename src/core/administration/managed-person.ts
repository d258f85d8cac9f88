import type { Role } from '../kernel/index.js';

/** A person as staff change him. */
export interface ManagedPerson {
  readonly id: string;
  readonly role: Role;
  readonly bannedAt: Date | null;
  /** Null beside a `bannedAt`: for good. */
  readonly bannedUntil: Date | null;
  /** Of the profile: avatar and cover, as far as there are any. */
  readonly pictureIds: readonly string[];
}
