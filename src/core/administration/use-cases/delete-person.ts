import { placeholderEmail, type SessionRepository } from '../../identity/index.js';
import type { Actor, Clock, IdGenerator, TransactionRunner } from '../../kernel/index.js';
import type { DetachMedia } from '../../media/index.js';
import { administrationEvents } from '../administration-events.js';
import type { PersonRegister } from '../ports/person-register.js';
import { holdForChange } from '../staff.js';
import type { StaffActs } from '../staff-acts.js';

/**
 * The account is gone at once, with what it told about the person; what he wrote and did goes shortly after (RemoveTraces). A row without a name stays:
 * answers below his comments stand on it.
 */
export class DeletePerson {
  constructor(
    private readonly register: PersonRegister,
    private readonly sessions: SessionRepository,
    private readonly detach: DetachMedia,
    private readonly acts: StaffActs,
    private readonly transactions: TransactionRunner,
    private readonly ids: IdGenerator,
    private readonly clock: Clock,
  ) {}

  /** Throws CannotModerateSelf, UserNotFound, StaffForbidden. */
  async execute(actor: Actor, personId: string): Promise<void> {
    await this.transactions.run(async () => {
      const at = this.clock.now();
      const { pictureIds } = await holdForChange(this.register, actor, personId, 'admin', at);
      const username = `deleted_${personId.replaceAll('-', '').slice(-22)}`;
      const left = { username, email: placeholderEmail(personId), verificationRef: this.ids.next() };
      await this.register.erase(personId, left, at);
      await this.sessions.revokeAll(personId, 'account-deleted', at);
      await this.detach.execute(pictureIds);
      const act = { actorId: actor.userId, subject: { type: 'user', id: personId }, reason: null } as const;
      await this.acts.record(administrationEvents.personDeleted, act);
    });
  }
}
