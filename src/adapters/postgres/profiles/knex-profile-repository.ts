import { usernameKey, UsernameTaken } from '../../../core/identity/index.js';
import { personSearchDocument, type ProfileFields, ProfileRepository } from '../../../core/profiles/index.js';
import type { KnexSession } from '../knex-session.js';

interface ProfileFieldsRow {
  username: string;
  full_name: string;
  bio: string | null;
  location: string | null;
}

export class KnexProfileRepository extends ProfileRepository {
  constructor(private readonly session: KnexSession) {
    super();
  }

  override async findForChange(userId: string): Promise<ProfileFields | undefined> {
    const row = await this.session
      .db('users')
      .where({ id: userId })
      .forNoKeyUpdate()
      .first<ProfileFieldsRow | undefined>('username', 'full_name', 'bio', 'location');
    return row && { username: row.username, fullName: row.full_name, bio: row.bio, location: row.location };
  }

  override async save(userId: string, { username, fullName, bio, location }: ProfileFields, at: Date): Promise<void> {
    const search = personSearchDocument(username, fullName);
    try {
      await this.session
        .db('users')
        .where({ id: userId })
        .update({
          username,
          username_key: usernameKey(username),
          full_name: fullName,
          bio,
          location,
          search_text: search.folded,
          search_latin: search.latin,
          updated_at: at,
        });
    } catch (error) {
      if (isUsernameConflict(error)) throw new UsernameTaken();
      throw error;
    }
  }
}

/** unique_violation (PostgreSQL, appendix A) of that one constraint. */
function isUsernameConflict(error: unknown): boolean {
  const { code, constraint } = error as { code?: unknown; constraint?: unknown };
  return code === '23505' && constraint === 'users_username_key';
}
