import { categoryTree, type ListingCategoryNode } from '../listing-category.js';
import type { ListingCategoryReader } from '../ports/listing-category-reader.js';

export class ListListingCategories {
  constructor(private readonly categories: ListingCategoryReader) {}

  async execute(): Promise<ListingCategoryNode[]> {
    return categoryTree(await this.categories.all());
  }
}
