import { cacheTags } from '../caching/index.js';
import type { ProfileReader } from './ports/profile-reader.js';

/** The tag of a person that is asked for by name, as guests see it. Another one only after `cacheTags.usernames` ended. */
export class PersonTags {
  constructor(private readonly profiles: ProfileReader) {}

  async of(username: string): Promise<readonly string[]> {
    const seen = await this.profiles.find({ username }, undefined);
    return seen ? [cacheTags.user(seen.profile.id)] : [];
  }
}
