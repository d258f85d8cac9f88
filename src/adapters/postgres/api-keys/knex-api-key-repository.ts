import { type ApiKey, type ApiKeyCaller, ApiKeyRepository, type ApiKeyText } from '../../../core/api-keys/index.js';
import { notBanned } from '../identity/not-banned.js';
import type { KnexSession } from '../knex-session.js';

const columns = {
  id: 'id',
  ownerId: 'owner_id',
  name: 'name',
  prefix: 'prefix',
  scopes: 'scopes',
  createdAt: 'created_at',
  expiresAt: 'expires_at',
  lastUsedAt: 'last_used_at',
  previousUntil: 'previous_until',
  revokedAt: 'revoked_at',
};

export class KnexApiKeyRepository extends ApiKeyRepository {
  constructor(private readonly session: KnexSession) {
    super();
  }

  override async add(key: ApiKey, hash: Buffer): Promise<void> {
    await this.session.db('api_keys').insert({
      id: key.id,
      owner_id: key.ownerId,
      name: key.name,
      prefix: key.prefix,
      scopes: [...key.scopes],
      hash,
      created_at: key.createdAt,
      expires_at: key.expiresAt,
      last_used_at: key.lastUsedAt,
      previous_until: key.previousUntil,
      revoked_at: key.revokedAt,
    });
  }

  override list(): Promise<ApiKey[]> {
    return this.session.db('api_keys').orderBy('created_at', 'desc').orderBy('id', 'desc').select<ApiKey[]>(columns);
  }

  override async rotate(id: string, { hash, prefix }: ApiKeyText, previousUntil: Date, at: Date): Promise<ApiKey | undefined> {
    const { db } = this.session;
    const changed = await db('api_keys')
      .where({ id })
      .whereNull('revoked_at')
      .where('expires_at', '>', at)
      .update({ previous_hash: db.ref('hash'), previous_until: previousUntil, hash, prefix });
    return changed === 0 ? undefined : db('api_keys').where({ id }).first<ApiKey | undefined>(columns);
  }

  override async revoke(id: string, at: Date): Promise<boolean> {
    const { db } = this.session;
    const found = await db('api_keys')
      .where({ id })
      .update({ revoked_at: db.raw('coalesce(revoked_at, ?)', [at]) });
    return found > 0;
  }

  override findCaller(hash: Buffer, at: Date): Promise<ApiKeyCaller | undefined> {
    return this.session
      .db('api_keys as k')
      .join('users as u', 'u.id', 'k.owner_id')
      .where((text) =>
        text
          .where({ 'k.hash': hash })
          .orWhere((before) => before.where({ 'k.previous_hash': hash }).where('k.previous_until', '>', at)),
      )
      .whereNull('k.revoked_at')
      .where('k.expires_at', '>', at)
      .where(notBanned('u', at))
      .first<ApiKeyCaller | undefined>({
        keyId: 'k.id',
        scopes: 'k.scopes',
        ownerId: 'k.owner_id',
        role: 'u.role',
        lastUsedAt: 'k.last_used_at',
      });
  }

  override async markUsed(id: string, at: Date): Promise<void> {
    await this.session
      .db('api_keys')
      .where({ id })
      .where((earlier) => earlier.whereNull('last_used_at').orWhere('last_used_at', '<', at))
      .update({ last_used_at: at });
  }
}
