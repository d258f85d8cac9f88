import { CacheFamilyNotFound, CacheNotCleared } from '../caching.errors.js';
import { everything, familyTag } from '../cache-tags.js';
import type { LoadingCache } from '../loading-cache.js';

/** Ends every value of one family, or of all (`all`), on all instances: one step, however many values there are. */
export class ClearCacheFamily {
  constructor(private readonly cache: LoadingCache) {}

  /** @throws CacheFamilyNotFound, CacheNotCleared */
  async execute(family: string): Promise<void> {
    if (family !== everything && !this.cache.statistics.knows(family)) throw new CacheFamilyNotFound(family);
    try {
      await this.cache.invalidate([family === everything ? everything : familyTag(family)]);
    } catch (error) {
      throw new CacheNotCleared(error);
    }
  }
}
