import type { AuditTrail } from '../../audit/index.js';
import type { Actor } from '../../kernel/index.js';
import { CacheFamilyNotFound, CacheNotCleared } from '../caching.errors.js';
import { everything, familyTag } from '../cache-tags.js';
import type { LoadingCache } from '../loading-cache.js';

/** Ends every value of one family, or of all (`all`), on all instances: one step, however many values there are. */
export class ClearCacheFamily {
  constructor(
    private readonly cache: LoadingCache,
    private readonly trail: AuditTrail,
  ) {}

  /** @throws CacheFamilyNotFound, CacheNotCleared */
  async execute({ userId }: Actor, family: string): Promise<void> {
    if (family !== everything && !this.cache.statistics.knows(family)) throw new CacheFamilyNotFound(family);
    try {
      await this.cache.invalidate([family === everything ? everything : familyTag(family)]);
    } catch (error) {
      throw new CacheNotCleared(error);
    }
    await this.trail.record({ kind: 'administration.cache-cleared', actorId: userId, facts: { family } });
  }
}
