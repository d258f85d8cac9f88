import type { Actor, Clock, TransactionRunner } from '../../kernel/index.js';
import { administrationEvents } from '../administration-events.js';
import type { PersonRegister } from '../ports/person-register.js';
import { holdForChange } from '../staff.js';
import type { StaffActs } from '../staff-acts.js';

export class UnbanPerson {
  constructor(
    private readonly register: PersonRegister,
    private readonly acts: StaffActs,
    private readonly transactions: TransactionRunner,
    private readonly clock: Clock,
  ) {}

  /** Repeating it changes nothing. Throws CannotModerateSelf, UserNotFound, StaffForbidden. */
  async execute(actor: Actor, personId: string): Promise<void> {
    await this.transactions.run(async () => {
      await holdForChange(this.register, actor, personId, 'staff', this.clock.now());
      if (!(await this.register.unban(personId))) return;
      const act = { actorId: actor.userId, subject: { type: 'user', id: personId }, reason: null } as const;
      await this.acts.record(administrationEvents.personUnbanned, act);
    });
  }
}
