import { TokenIssuer } from '../../src/core/identity/index.js';
import { Clock, IdGenerator, type Role } from '../../src/core/kernel/index.js';
import { personSearchDocument } from '../../src/core/profiles/index.js';
import { endEverything } from './behind-the-cache.js';
import type { TestApp } from './build-test-app.js';

export interface Person {
  readonly id: string;
  readonly username: string;
  readonly email: string;
  /** `Bearer …`, of a live session. */
  readonly authorization: string;
  readonly sessionId: string;
}

export interface PersonWishes {
  readonly username?: string;
  readonly fullName?: string;
  readonly role?: Role;
  readonly verified?: boolean;
  readonly createdAt?: Date;
}

let made = 0;

/** A person with a live session, written straight into the tables: for tests whose subject is not signing up. Has no usable password. */
export async function createPerson(app: TestApp, wishes: PersonWishes = {}): Promise<Person> {
  made += 1;
  const ids = app.container.get(IdGenerator);
  const now = app.container.get(Clock).now();
  const id = ids.next();
  const sessionId = ids.next();
  const username = wishes.username ?? `rider_${process.pid}_${made}`;
  const fullName = wishes.fullName ?? `Rider ${made}`;
  const email = `${username.toLowerCase()}@example.ge`;
  const createdAt = wishes.createdAt ?? now;
  const search = personSearchDocument(username, fullName);
  await app.knex('users').insert({
    id,
    email,
    username,
    username_key: username.toLowerCase(),
    full_name: fullName,
    phone: '+995599000000',
    password_hash: 'none',
    role: wishes.role ?? 'USER',
    verification_ref: ids.next(),
    email_verified_at: wishes.verified === false ? null : createdAt,
    search_text: search.folded,
    search_latin: search.latin,
    created_at: createdAt,
    updated_at: createdAt,
  });
  await app.knex('sessions').insert({
    id: sessionId,
    user_id: id,
    refresh_hash: 'none',
    rotated_at: now,
    created_at: now,
    last_used_at: now,
    expires_at: new Date(now.getTime() + 7 * 86_400_000),
  });
  await endEverything(app);
  const token = await app.container.get(TokenIssuer).issue({ userId: id, sessionId });
  return { id, username, email, sessionId, authorization: `Bearer ${token}` };
}
