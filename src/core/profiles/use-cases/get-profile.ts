import type { OwnProfile, PublicProfile } from '../person.js';
import type { OwnProfileReader } from '../ports/own-profile-reader.js';
import type { PersonReference, ProfileReader } from '../ports/profile-reader.js';
import { UserNotFound } from '../profiles.errors.js';
import type { Relation } from '../relation.js';

export type ProfileView =
  | { readonly own: true; readonly profile: OwnProfile; readonly relation: Relation }
  | { readonly own: false; readonly profile: PublicProfile; readonly relation: Relation };

export class GetProfile {
  constructor(
    private readonly profiles: ProfileReader,
    private readonly ownProfiles: OwnProfileReader,
  ) {}

  /** With e-mail and phone for the person himself alone. Throws UserNotFound for everybody the viewer does not get to see. */
  async execute(person: PersonReference, viewerId: string | undefined): Promise<ProfileView> {
    const seen = await this.profiles.find(person, viewerId);
    if (!seen) throw new UserNotFound();
    if (seen.profile.id !== viewerId) return { own: false, ...seen };
    const profile = await this.ownProfiles.find(viewerId);
    if (!profile) throw new UserNotFound();
    return { own: true, profile, relation: seen.relation };
  }
}
