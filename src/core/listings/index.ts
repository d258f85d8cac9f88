export { CachedListingCategoryReader, categoriesFamily } from './cached-listing-category-reader.js';
export { categoryTree, type ListingCategory, type ListingCategoryNode } from './listing-category.js';
export { listingEvents } from './listing-events.js';
export { listingsInvalidations } from './listings-caching.js';
export { ListingCategoryReader } from './ports/listing-category-reader.js';
export { ListListingCategories } from './use-cases/list-listing-categories.js';
export { WarmCategories } from './warm-categories.js';
