import type { AuditTrail } from '../../audit/index.js';
import type { Actor, Clock, EventOutbox, TransactionRunner } from '../../kernel/index.js';
import type { OwnProfile } from '../person.js';
import type { OwnProfileReader } from '../ports/own-profile-reader.js';
import type { ProfileRepository } from '../ports/profile-repository.js';
import { profileEvents } from '../profile-events.js';
import { changeProfile, type ProfileChanges, type ProfileFields } from '../profile-fields.js';
import { UserNotFound } from '../profiles.errors.js';

export class ChangeOwnProfile {
  constructor(
    private readonly repository: ProfileRepository,
    private readonly ownProfiles: OwnProfileReader,
    private readonly transactions: TransactionRunner,
    private readonly outbox: EventOutbox,
    private readonly clock: Clock,
    private readonly trail: AuditTrail,
  ) {}

  /** The profile after the change. One that changes nothing writes nothing. Throws UsernameTaken, UsernameReserved, UserNotFound. */
  execute(actor: Actor, changes: ProfileChanges): Promise<OwnProfile> {
    return this.transactions.run(async () => {
      const now = await this.repository.findForChange(actor.userId);
      if (!now) throw new UserNotFound();
      const { fields, changed } = changeProfile(now, changes);
      if (changed.length > 0) {
        await this.repository.save(actor.userId, fields, this.clock.now());
        await this.outbox.record(profileEvents.profileChanged, { userId: actor.userId, changed: [...changed] });
        await this.#audit(actor, changed, now, fields);
      }
      const profile = await this.ownProfiles.find(actor.userId);
      if (!profile) throw new UserNotFound();
      return profile;
    });
  }

  #audit(
    { userId }: Actor,
    changed: readonly (keyof ProfileFields)[],
    before: ProfileFields,
    after: ProfileFields,
  ): Promise<void> {
    const differing = (fields: ProfileFields) => Object.fromEntries(changed.map((name) => [name, fields[name]]));
    return this.trail.record({
      kind: 'profiles.profile-changed',
      actorId: userId,
      subject: { type: 'user', id: userId },
      facts: { changed },
      before: differing(before),
      after: differing(after),
    });
  }
}
