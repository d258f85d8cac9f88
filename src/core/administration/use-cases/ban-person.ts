import type { SessionRepository } from '../../identity/index.js';
import type { Actor, Clock, TransactionRunner } from '../../kernel/index.js';
import { administrationEvents } from '../administration-events.js';
import type { PersonRegister } from '../ports/person-register.js';
import { banEnd, type BanDays, holdForChange } from '../staff.js';
import type { StaffActs } from '../staff-acts.js';

/** Ends every session: after the ban the person signs in anew. Others do not see him, nor what he wrote, until the ban is over. */
export class BanPerson {
  constructor(
    private readonly register: PersonRegister,
    private readonly sessions: SessionRepository,
    private readonly acts: StaffActs,
    private readonly transactions: TransactionRunner,
    private readonly clock: Clock,
  ) {}

  /** Without `days` for good. A ban that is there already gives way. Throws CannotModerateSelf, UserNotFound, StaffForbidden. */
  async execute(actor: Actor, personId: string, reason: string, days?: BanDays): Promise<void> {
    await this.transactions.run(async () => {
      const at = this.clock.now();
      await holdForChange(this.register, actor, personId, 'staff', at);
      const until = banEnd(at, days);
      await this.register.ban(personId, { at, until, reason });
      await this.sessions.revokeAll(personId, 'banned', at);
      const subject = { type: 'user', id: personId } as const;
      const act = { actorId: actor.userId, subject, reason, until: until?.toISOString() ?? null };
      await this.acts.record(administrationEvents.personBanned, act);
    });
  }
}
