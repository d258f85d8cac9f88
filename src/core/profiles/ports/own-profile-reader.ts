import type { OwnProfile } from '../person.js';

/** A person's own profile as it is now; `undefined` for an unknown id. */
export abstract class OwnProfileReader {
  abstract find(userId: string): Promise<OwnProfile | undefined>;
}
