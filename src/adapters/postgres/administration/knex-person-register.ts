import { type Ban, type EmptyName, type ManagedPerson, PersonRegister } from '../../../core/administration/index.js';
import type { Role } from '../../../core/kernel/index.js';
import type { KnexSession } from '../knex-session.js';

interface ManagedRow {
  id: string;
  role: Role;
  banned_at: Date | null;
  banned_until: Date | null;
  avatar_id: string | null;
  cover_id: string | null;
}

const noBan = { banned_at: null, banned_until: null, ban_reason: null } as const;
const nobodysPassword = 'none';
const nobodysName = 'Deleted account';

export class KnexPersonRegister extends PersonRegister {
  constructor(private readonly session: KnexSession) {
    super();
  }

  /** Rows of `users` are locked by id, lower first, everywhere (see KnexSocialGraph). */
  override async hold(ids: readonly string[]): Promise<ManagedPerson[]> {
    const rows = await this.session
      .db<ManagedRow>('users')
      .whereIn('id', [...ids])
      .whereNull('deleted_at')
      .orderBy('id')
      .forNoKeyUpdate()
      .select('id', 'role', 'banned_at', 'banned_until', 'avatar_id', 'cover_id');
    return rows.map((row) => ({
      id: row.id,
      role: row.role,
      bannedAt: row.banned_at,
      bannedUntil: row.banned_until,
      pictureIds: [row.avatar_id, row.cover_id].filter((id) => id !== null),
    }));
  }

  override async setRole(id: string, role: Role, at: Date): Promise<void> {
    await this.#live(id).update({ role, updated_at: at });
  }

  override async ban(id: string, { at, until, reason }: Ban): Promise<void> {
    await this.#live(id).update({ banned_at: at, banned_until: until, ban_reason: reason });
  }

  override async unban(id: string): Promise<boolean> {
    return (await this.#live(id).whereNotNull('banned_at').update(noBan)) > 0;
  }

  /** Skips whom somebody holds: the next call finds them. */
  override async endBans(now: Date, limit: number): Promise<string[]> {
    const { db } = this.session;
    const over = db('users').where('banned_until', '<=', now).whereNull('deleted_at').limit(limit).forNoKeyUpdate().skipLocked();
    const rows = await db('users').whereIn('id', over.select('id')).update(noBan).returning<{ id: string }[]>('id');
    return rows.map(({ id }) => id);
  }

  /** Banned for good, so that every condition hides it; verified, so that nothing takes it for an abandoned registration. */
  override async erase(id: string, { username, email, verificationRef }: EmptyName, at: Date): Promise<void> {
    const { db } = this.session;
    await db('one_time_codes').where({ user_id: id }).del();
    await db('api_keys').where({ owner_id: id }).del();
    await this.#live(id).update({
      email,
      username,
      username_key: username.toLowerCase(),
      full_name: nobodysName,
      verification_ref: verificationRef,
      phone: null,
      bio: null,
      location: null,
      avatar_id: null,
      cover_id: null,
      search_text: '',
      search_latin: '',
      password_hash: nobodysPassword,
      role: 'USER',
      email_verified_at: db.raw('coalesce(email_verified_at, ?)', [at]),
      banned_at: at,
      banned_until: null,
      ban_reason: null,
      last_login_at: null,
      deleted_at: at,
      updated_at: at,
    });
  }

  #live(id: string) {
    return this.session.db('users').where({ id }).whereNull('deleted_at');
  }
}
