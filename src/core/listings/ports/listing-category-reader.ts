import type { ListingCategory } from '../listing-category.js';

/** All categories, in display order. Reference data: empty only where it was not seeded. */
export abstract class ListingCategoryReader {
  abstract all(): Promise<ListingCategory[]>;
}
