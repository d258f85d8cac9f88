import { type Account, AccountRepository, type NewAccount, usernameKey } from '../../../core/identity/index.js';
import type { Role } from '../../../core/kernel/index.js';
import { personSearchDocument } from '../../../core/profiles/index.js';
import type { KnexSession } from '../knex-session.js';
import { notBanned } from './not-banned.js';

interface AccountRow {
  id: string;
  email: string;
  username: string;
  password_hash: string;
  role: Role;
  verification_ref: string;
  email_verified_at: Date | null;
  banned_at: Date | null;
  banned_until: Date | null;
}

const columns = [
  ...['id', 'email', 'username', 'password_hash', 'role'],
  ...['verification_ref', 'email_verified_at', 'banned_at', 'banned_until'],
];

export class KnexAccountRepository extends AccountRepository {
  constructor(private readonly session: KnexSession) {
    super();
  }

  override findById(id: string): Promise<Account | undefined> {
    return this.#find({ id });
  }

  override findByEmail(email: string): Promise<Account | undefined> {
    return this.#find({ email });
  }

  override findByVerificationRef(verificationRef: string): Promise<Account | undefined> {
    return this.#find({ verification_ref: verificationRef });
  }

  override async isUsernameTaken(username: string): Promise<boolean> {
    const row = await this.session
      .db('users')
      .where({ username_key: usernameKey(username) })
      .first<object | undefined>('id');
    return row !== undefined;
  }

  override async addIfFree(account: NewAccount): Promise<boolean> {
    const search = personSearchDocument(account.username, account.fullName);
    const added = await this.session
      .db('users')
      .insert({
        id: account.id,
        email: account.email,
        username: account.username,
        username_key: usernameKey(account.username),
        full_name: account.fullName,
        phone: account.phone,
        password_hash: account.passwordHash,
        role: account.role,
        verification_ref: account.verificationRef,
        email_verified_at: account.emailVerifiedAt,
        search_text: search.folded,
        search_latin: search.latin,
        created_at: account.createdAt,
        updated_at: account.createdAt,
      })
      .onConflict()
      .ignore()
      .returning('id');
    return added.length === 1;
  }

  override async replacePassword(id: string, hash: string, at: Date, expected?: string): Promise<boolean> {
    const replaced = await this.session
      .db('users')
      .where({ id, ...(expected === undefined ? {} : { password_hash: expected }) })
      .update({ password_hash: hash, updated_at: at });
    return replaced === 1;
  }

  override async markVerified(id: string, at: Date): Promise<void> {
    await this.session.db('users').where({ id }).whereNull('email_verified_at').update({ email_verified_at: at, updated_at: at });
  }

  override async recordSignIn(id: string, passwordHash: string, at: Date): Promise<boolean> {
    const noted = await this.session
      .db('users')
      .where({ id, password_hash: passwordHash })
      .whereNotNull('email_verified_at')
      .where(notBanned('users', at))
      .update({ last_login_at: at });
    return noted === 1;
  }

  override async setRole(id: string, role: Role, at: Date): Promise<void> {
    await this.session.db('users').where({ id }).update({ role, updated_at: at });
  }

  override removeUnverified(createdBefore: Date, now: Date): Promise<number> {
    const { db } = this.session;
    const liveCodes = db('one_time_codes').select('user_id').whereNull('used_at').where('expires_at', '>', now);
    return db('users').whereNull('email_verified_at').where('created_at', '<', createdBefore).whereNotIn('id', liveCodes).del();
  }

  async #find(where: Record<string, string>): Promise<Account | undefined> {
    const row = await this.session.db('users').where(where).first<AccountRow | undefined>(columns);
    return row && toAccount(row);
  }
}

function toAccount(row: AccountRow): Account {
  return {
    id: row.id,
    email: row.email,
    username: row.username,
    passwordHash: row.password_hash,
    role: row.role,
    verificationRef: row.verification_ref,
    emailVerifiedAt: row.email_verified_at,
    bannedAt: row.banned_at,
    bannedUntil: row.banned_until,
  };
}
