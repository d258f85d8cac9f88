import type { Knex } from 'knex';
import { UuidV7Generator } from '../../../src/adapters/system/uuid-v7-generator.js';
import { personSearchDocument } from '../../../src/core/profiles/index.js';
import type { PeopleWorld, PersonWishes } from '../../contracts/people-world.js';

const ids = new UuidV7Generator();
const now = new Date('2026-03-01T12:00:00.000Z');

/** People and what stands between them, written straight into the tables. Keeps the counters right. */
export class PeopleTables implements PeopleWorld {
  #made = 0;

  constructor(protected readonly knex: () => Knex) {}

  now(): Date {
    return now;
  }

  unknownId(): string {
    return ids.next();
  }

  async person({ bio, verified = true, bannedUntil, createdAt = now, ...names }: PersonWishes = {}): Promise<string> {
    this.#made += 1;
    const id = ids.next();
    const { username = `somebody_${this.#made}`, fullName = 'Some Body' } = names;
    const search = personSearchDocument(username, fullName);
    await this.knex()('users').insert({
      id,
      email: `${id}@example.ge`,
      username,
      username_key: username.toLowerCase(),
      full_name: fullName,
      phone: '+995599000000',
      password_hash: 'none',
      verification_ref: ids.next(),
      email_verified_at: verified ? createdAt : null,
      bio: bio ?? null,
      search_text: search.folded,
      search_latin: search.latin,
      banned_at: bannedUntil === undefined ? null : createdAt,
      banned_until: bannedUntil ?? null,
      created_at: createdAt,
      updated_at: createdAt,
    });
    return id;
  }

  async follow(followerId: string, followeeId: string, at = now): Promise<void> {
    const knex = this.knex();
    await knex('follows').insert({ follower_id: followerId, followee_id: followeeId, created_at: at });
    await knex('users').where({ id: followerId }).increment('following_count', 1);
    await knex('users').where({ id: followeeId }).increment('followers_count', 1);
  }

  async block(blockerId: string, blockedId: string, at = now): Promise<void> {
    await this.knex()('blocks').insert({ blocker_id: blockerId, blocked_id: blockedId, created_at: at });
  }
}
