/** A category of the marketplace as it is kept. Names in Georgian and English. */
export interface ListingCategory {
  readonly id: string;
  readonly slug: string;
  readonly nameKa: string;
  readonly nameEn: string;
  readonly icon: string | null;
  readonly parentId: string | null;
}

export interface ListingCategoryNode extends ListingCategory {
  readonly children: readonly ListingCategoryNode[];
}

/** The categories as a tree, roots first, in the order given. */
export function categoryTree(categories: readonly ListingCategory[], parentId: string | null = null): ListingCategoryNode[] {
  return categories
    .filter((category) => category.parentId === parentId)
    .map((category) => ({ ...category, children: categoryTree(categories, category.id) }));
}
