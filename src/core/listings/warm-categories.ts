import type { Warm, WarmingTask } from '../caching/index.js';
import { categoriesFamily } from './cached-listing-category-reader.js';
import type { ListingCategoryReader } from './ports/listing-category-reader.js';

/** Every page of the marketplace begins with them. `categories` is the reader behind the cache. */
export class WarmCategories implements WarmingTask {
  readonly name = 'categories';

  constructor(private readonly categories: ListingCategoryReader) {}

  async run(warm: Warm): Promise<void> {
    await warm(categoriesFamily, {}, () => this.categories.all());
  }
}
