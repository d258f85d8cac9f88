import type { ProfileFields } from '../profile-fields.js';

/** The fields a person writes about himself. */
export abstract class ProfileRepository {
  /** The fields now, held until the transaction ends: a second change waits. `undefined` for an unknown id. */
  abstract findForChange(userId: string): Promise<ProfileFields | undefined>;

  /**
   * Writes all fields, whatever is searched, and the time of the change. Throws UsernameTaken when somebody else has the username in any
   * letter case, also when he takes it at this very moment; the transaction is then lost.
   */
  abstract save(userId: string, fields: ProfileFields, at: Date): Promise<void>;
}
