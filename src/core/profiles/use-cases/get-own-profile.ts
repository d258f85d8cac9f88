import type { OwnProfile } from '../person.js';
import type { OwnProfileReader } from '../ports/own-profile-reader.js';
import { UserNotFound } from '../profiles.errors.js';

export class GetOwnProfile {
  constructor(private readonly profiles: OwnProfileReader) {}

  /** Throws UserNotFound. */
  async execute(userId: string): Promise<OwnProfile> {
    const profile = await this.profiles.find(userId);
    if (!profile) throw new UserNotFound();
    return profile;
  }
}
