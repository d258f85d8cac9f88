import type { Actor, Clock, Role, TransactionRunner } from '../../kernel/index.js';
import { administrationEvents } from '../administration-events.js';
import type { PersonRegister } from '../ports/person-register.js';
import { holdForChange } from '../staff.js';
import type { StaffActs } from '../staff-acts.js';

/** Holds from the person's next request on: roles are read for each. */
export class ChangeRole {
  constructor(
    private readonly register: PersonRegister,
    private readonly acts: StaffActs,
    private readonly transactions: TransactionRunner,
    private readonly clock: Clock,
  ) {}

  /** Repeating it changes nothing. Throws CannotModerateSelf, UserNotFound, StaffForbidden. */
  async execute(actor: Actor, personId: string, role: Role): Promise<void> {
    await this.transactions.run(async () => {
      const at = this.clock.now();
      const { role: before } = await holdForChange(this.register, actor, personId, 'admin', at);
      if (before === role) return;
      await this.register.setRole(personId, role, at);
      const subject = { type: 'user', id: personId } as const;
      const act = { actorId: actor.userId, subject, reason: null, before, after: role };
      await this.acts.record(administrationEvents.roleChanged, act);
    });
  }
}
