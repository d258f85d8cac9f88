import type { Knex } from 'knex';
import type { AdminPerson } from '../../../core/administration/index.js';
import { profileColumns, type PublicProfileRow, toPublicProfile } from '../profiles/profile-row.js';

export interface AdminPersonRow extends PublicProfileRow {
  email: string;
  phone: string | null;
  last_login_at: Date | null;
  banned_at: Date | null;
  banned_until: Date | null;
  ban_reason: string | null;
}

/** For `modify`: columns of `AdminPersonRow`, of `users as u`. */
export function withAdminPerson(query: Knex.QueryBuilder, db: Knex): void {
  query
    .leftJoin('media as a', 'a.id', 'u.avatar_id')
    .leftJoin('media as c', 'c.id', 'u.cover_id')
    .select([
      ...profileColumns(db),
      ...['u.email', 'u.phone', 'u.last_login_at', 'u.banned_at', 'u.banned_until', 'u.ban_reason'],
    ]);
}

export function toAdminPerson(row: AdminPersonRow, now: Date): AdminPerson {
  const { banned_at: at, banned_until: until, ban_reason: reason } = row;
  const isOver = until !== null && until <= now;
  return {
    ...toPublicProfile(row),
    email: row.email,
    phone: row.phone,
    lastLoginAt: row.last_login_at,
    ban: at === null || isOver ? null : { at, until, reason },
  };
}
