import type { Role } from '../../kernel/index.js';
import type { ManagedPerson } from '../managed-person.js';

/** What is left of an account that is gone. */
export interface EmptyName {
  readonly username: string;
  readonly email: string;
  readonly verificationRef: string;
}

export interface Ban {
  readonly at: Date;
  /** Null: for good. */
  readonly until: Date | null;
  readonly reason: string;
}

/**
 * People, as staff change them. Accounts that are gone are unknown to all of it; unknown ids change nothing and are no error. Takes part in the current
 * transaction.
 */
export abstract class PersonRegister {
  /** Those of these people who are there, held until the transaction ends. Who holds several at once never deadlocks with others who do. */
  abstract hold(ids: readonly string[]): Promise<ManagedPerson[]>;
  abstract setRole(id: string, role: Role, at: Date): Promise<void>;
  /** In place of any ban before. */
  abstract ban(id: string, ban: Ban): Promise<void>;
  /** False when there was no ban, be it one that was over. */
  abstract unban(id: string): Promise<boolean>;
  /** Takes away bans whose time is over, at most so many. Whose they were. */
  abstract endBans(now: Date, limit: number): Promise<string[]>;
  /** Nothing about the person is kept but the empty name; nobody gets to see it, nor signs in with it. The e-mail address and username are free. */
  abstract erase(id: string, left: EmptyName, at: Date): Promise<void>;
}
