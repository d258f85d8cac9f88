import { type ListingCategory, ListingCategoryReader } from '../../../core/listings/index.js';
import type { KnexSession } from '../knex-session.js';

interface CategoryRow {
  id: string;
  slug: string;
  name_ka: string;
  name_en: string;
  icon: string | null;
  parent_id: string | null;
}

export class KnexListingCategoryReader extends ListingCategoryReader {
  constructor(private readonly session: KnexSession) {
    super();
  }

  override async all(): Promise<ListingCategory[]> {
    const rows = await this.session
      .db<CategoryRow>('listing_categories')
      .select('id', 'slug', 'name_ka', 'name_en', 'icon', 'parent_id')
      .orderBy(['position', 'slug']);
    return rows.map((row) => ({
      id: row.id,
      slug: row.slug,
      nameKa: row.name_ka,
      nameEn: row.name_en,
      icon: row.icon,
      parentId: row.parent_id,
    }));
  }
}
