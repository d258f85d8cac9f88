import type { AuditKind, AuditTrail, AuditValues } from '../audit/index.js';
import type { EventOutbox, Role } from '../kernel/index.js';
import { administrationEvents, type AdministrationEvents, type StaffAct } from './administration-events.js';

type ActName = Exclude<keyof AdministrationEvents, (typeof administrationEvents)['banEnded']>;

/** Kinds of the audit log. */
const kinds = {
  [administrationEvents.personBanned]: 'administration.person-banned',
  [administrationEvents.personUnbanned]: 'administration.person-unbanned',
  [administrationEvents.roleChanged]: 'identity.role-changed',
  [administrationEvents.personDeleted]: 'administration.person-deleted',
  [administrationEvents.postRemoved]: 'administration.post-removed',
  [administrationEvents.commentRemoved]: 'administration.comment-removed',
  [administrationEvents.reportsDecided]: 'administration.reports-decided',
  [administrationEvents.decisionUndone]: 'administration.decision-undone',
} as const satisfies Record<ActName, AuditKind>;

/** Every act of staff goes through here, inside its transaction: an event, and a row of the audit log. */
export class StaffActs {
  constructor(
    private readonly outbox: EventOutbox,
    private readonly trail: AuditTrail,
  ) {}

  async record<N extends ActName>(name: N, act: AdministrationEvents[N]): Promise<void> {
    await this.outbox.record(name, act);
    const { actorId, subject, before, after, ...facts } = act as StaffAct & { readonly before?: Role; readonly after?: Role };
    const change = before && after ? { before: { role: before }, after: { role: after } } : {};
    await this.trail.record({ kind: kinds[name], actorId, subject, facts: facts as AuditValues, ...change });
  }
}
