import type { Actor } from '../kernel/index.js';
import { isBanned } from '../identity/index.js';
import { UserNotFound } from '../profiles/index.js';
import { CannotModerateSelf, StaffForbidden } from './administration.errors.js';
import type { ManagedPerson } from './managed-person.js';
import type { PersonRegister } from './ports/person-register.js';

/** Days that a ban may last; without any of these it is for good. */
export const banDays = [1, 3, 7, 14, 30, 90] as const;
export type BanDays = (typeof banDays)[number];

export const banReason = { min: 5, max: 500 } as const;

const dayMs = 86_400_000;

export const banEnd = (from: Date, days: BanDays | undefined): Date | null =>
  days === undefined ? null : new Date(from.getTime() + days * dayMs);

/**
 * The person who is to be changed, held together with the one who changes him. Who acts is looked at again once both are held: of two administrators
 * who remove each other at once the second one is none any more. As nobody acts on himself, whoever acted remains, so there always is an administrator.
 * `by`: who may; moderators never act on staff. Throws CannotModerateSelf, UserNotFound, StaffForbidden.
 */
export async function holdForChange(
  register: PersonRegister,
  actor: Actor,
  personId: string,
  by: 'staff' | 'admin',
  now: Date,
): Promise<ManagedPerson> {
  if (actor.userId === personId) throw new CannotModerateSelf();
  const held = await register.hold([actor.userId, personId]);
  const [acting, target] = [actor.userId, personId].map((id) => held.find((person) => person.id === id));
  if (!acting || isBanned(acting, now) || acting.role === 'USER') throw new StaffForbidden();
  if (acting.role !== 'ADMIN' && by === 'admin') throw new StaffForbidden();
  if (!target) throw new UserNotFound();
  if (acting.role !== 'ADMIN' && target.role !== 'USER') throw new StaffForbidden();
  return target;
}
