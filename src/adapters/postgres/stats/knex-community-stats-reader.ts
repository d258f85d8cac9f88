import { CommunityStatsReader } from '../../../core/stats/index.js';
import type { KnexSession } from '../knex-session.js';

/** Few are unverified or banned, so all are counted, and those taken off: three indexes. */
const users = `
  select (select count(*) from users) - (select count(*) from users where email_verified_at is null)
    - (select count(*) from users where banned_at is not null and email_verified_at is not null
        and (banned_until is null or banned_until > :now)) as count`;

const posts = `select count(*) as count from posts where created_at >= :since and deleted_at is null and visibility = 'PUBLIC'`;

export class KnexCommunityStatsReader extends CommunityStatsReader {
  constructor(private readonly session: KnexSession) {
    super();
  }

  override countUsers(now: Date): Promise<number> {
    return this.#count(users, { now });
  }

  override countPosts(since: Date): Promise<number> {
    return this.#count(posts, { since });
  }

  async #count(statement: string, values: Readonly<Record<string, Date>>): Promise<number> {
    const { rows } = await this.session.db.raw<{ rows: { count: string }[] }>(statement, values);
    return Number(rows[0]?.count);
  }
}
