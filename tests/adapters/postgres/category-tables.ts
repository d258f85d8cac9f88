import type { Knex } from 'knex';
import type { ListingCategory } from '../../../src/core/listings/index.js';

/** Keeps exactly these categories, in this display order, written straight into the table. */
export function keepCategories(knex: () => Knex): (categories: readonly ListingCategory[]) => Promise<void> {
  return async (categories) => {
    await knex()('listing_categories').whereNotNull('parent_id').del();
    await knex()('listing_categories').del();
    for (const [position, category] of categories.entries()) {
      const { id, slug, nameKa, nameEn, icon, parentId } = category;
      const row = { id, slug, name_ka: nameKa, name_en: nameEn, icon, parent_id: parentId, position };
      await knex()('listing_categories').insert(row);
    }
  };
}
