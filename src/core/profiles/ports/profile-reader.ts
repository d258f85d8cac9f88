import type { PublicProfile } from '../person.js';
import type { Relation } from '../relation.js';

/** By id (a UUID) or by username, in any letter case. */
export type PersonReference = { readonly id: string } | { readonly username: string };

export interface SeenProfile {
  readonly profile: PublicProfile;
  /** From the viewer's side; nothing at all for guests and for oneself. */
  readonly relation: Relation;
}

/**
 * Profiles as a viewer (an id, or `undefined` for a guest) sees them now. `undefined` for the unknown and for those the viewer does not get
 * to see: not verified, banned, or having blocked the viewer. Everybody sees himself, and those he blocked himself. Never holds e-mail or phone.
 */
export abstract class ProfileReader {
  abstract find(person: PersonReference, viewerId: string | undefined): Promise<SeenProfile | undefined>;
}
