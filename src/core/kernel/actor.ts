export type Role = 'USER' | 'MODERATOR' | 'ADMIN';

/** Who is calling, as an explicit argument of use cases. Role and ban state are read fresh for every request. */
export interface Actor {
  readonly userId: string;
  readonly sessionId: string;
  readonly role: Role;
}

/** MODERATOR and ADMIN work here; USER does not. */
export function isStaff(actor: Actor): boolean {
  return actor.role !== 'USER';
}
