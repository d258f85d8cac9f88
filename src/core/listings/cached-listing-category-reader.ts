import { Cached, cacheFamily, cacheTags, catalogue, type LoadingCache } from '../caching/index.js';
import type { ListingCategory } from './listing-category.js';
import { ListingCategoryReader } from './ports/listing-category-reader.js';

export const categoriesFamily = cacheFamily<ListingCategory[]>()(catalogue.categories.pattern, {
  ttlSeconds: catalogue.categories.ttlSeconds,
  version: 1,
  tags: () => [cacheTags.categories],
  staleWhileRevalidateSeconds: 60,
  staleIfErrorSeconds: 86_400,
});

/** ListingCategoryReader as before, from the cache. */
export class CachedListingCategoryReader extends ListingCategoryReader {
  constructor(
    private readonly inner: ListingCategoryReader,
    readonly cache: LoadingCache,
  ) {
    super();
  }

  @Cached(categoriesFamily, () => ({}))
  override all(): Promise<ListingCategory[]> {
    return this.inner.all();
  }
}
