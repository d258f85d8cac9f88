export { categoryTree, type ListingCategory, type ListingCategoryNode } from './listing-category.js';
export { ListingCategoryReader } from './ports/listing-category-reader.js';
export { ListListingCategories } from './use-cases/list-listing-categories.js';
