import type { ListingCategoryNode } from '../../../core/listings/index.js';
import type { Language } from '../call.js';

export interface ListingCategoryView {
  readonly id: string;
  readonly name: string;
  readonly slug: string;
  readonly icon: string | null;
  readonly parentId: string | null;
  readonly children: readonly ListingCategoryView[];
}

export function presentListingCategory(node: ListingCategoryNode, language: Language): ListingCategoryView {
  return {
    id: node.id,
    name: language === 'en' ? node.nameEn : node.nameKa,
    slug: node.slug,
    icon: node.icon,
    parentId: node.parentId,
    children: node.children.map((child) => presentListingCategory(child, language)),
  };
}
