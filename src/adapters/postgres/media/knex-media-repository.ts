import { type IdleQuery, type ImageUse, type Media, MediaRepository, type MediaStatus } from '../../../core/media/index.js';
import type { KnexSession } from '../knex-session.js';

interface MediaRow {
  id: string;
  owner_id: string | null;
  kind: ImageUse;
  status: MediaStatus;
  variants: Media['variants'];
  blurhash: string;
  created_at: Date;
  updated_at: Date;
}

/** Pictures in the table `media`; `variants` is JSON as in the domain, so that a query finds the main key at `variants -> 0 ->> 'key'`. */
export class KnexMediaRepository extends MediaRepository {
  constructor(private readonly session: KnexSession) {
    super();
  }

  override async insert(media: Media, most: number): Promise<boolean> {
    const { id, ownerId, use, status, variants, blurhash, createdAt, updatedAt } = media;
    const { rows } = await this.session.db.raw<{ rows: unknown[] }>(
      `insert into media (id, owner_id, kind, status, variants, blurhash, created_at, updated_at)
       select cast(? as uuid), cast(? as uuid), ?, ?, cast(? as jsonb), ?, cast(? as timestamptz), cast(? as timestamptz)
       where may_keep_picture(cast(? as uuid), ?)
       returning id`,
      [id, ownerId, use, status, JSON.stringify(variants), blurhash, createdAt, updatedAt, ownerId, most],
    );
    return rows.length === 1;
  }

  override async find(id: string): Promise<Media | undefined> {
    const row = await this.session.db('media').where({ id }).first<MediaRow | undefined>();
    return row && toMedia(row);
  }

  override async attach(id: string, at: Date): Promise<boolean> {
    const changed = await this.session
      .db('media')
      .where({ id, status: 'pending' })
      .update({ status: 'attached', updated_at: at });
    return changed === 1;
  }

  override async detach(id: string, at: Date): Promise<boolean> {
    const changed = await this.session
      .db('media')
      .where({ id })
      .whereIn('status', ['pending', 'attached'])
      .update({ status: 'detached', updated_at: at });
    return changed === 1;
  }

  override async claim(media: Media, at: Date): Promise<boolean> {
    const changed = await this.session
      .db('media')
      .where({ id: media.id, status: media.status, updated_at: media.updatedAt })
      .whereNot('status', 'attached')
      .update({ status: 'detached', updated_at: at });
    return changed === 1;
  }

  override async remove(id: string): Promise<void> {
    await this.session.db('media').where({ id, status: 'detached' }).del();
  }

  override async idle({ pendingBefore, detachedBefore, limit, after }: IdleQuery): Promise<Media[]> {
    const rows = await this.session
      .db('media')
      .select<MediaRow[]>()
      .whereNot('status', 'attached')
      .where((old) =>
        old
          .where((pending) => pending.where('status', 'pending').where('updated_at', '<', pendingBefore))
          .orWhere((detached) => detached.where('status', 'detached').where('updated_at', '<', detachedBefore)),
      )
      .modify((query) => {
        if (after) void query.whereRaw('(updated_at, id) > (?::timestamptz, ?::uuid)', [after.updatedAt, after.id]);
      })
      .orderBy(['updated_at', 'id'])
      .limit(limit);
    return rows.map(toMedia);
  }
}

function toMedia(row: MediaRow): Media {
  return {
    id: row.id,
    ownerId: row.owner_id,
    use: row.kind,
    status: row.status,
    variants: row.variants,
    blurhash: row.blurhash,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
