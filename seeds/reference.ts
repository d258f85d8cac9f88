import { createHash } from 'node:crypto';
import type { Knex } from 'knex';
import { listingEvents } from '../src/core/listings/index.js';
import { tell } from './tell.js';
import { type CategorySeed, listingCategories } from './listing-categories.js';

/** The same id on every installation: a UUID (version 8, RFC 9562) computed from the name. */
export function stableId(name: string): string {
  const hex = createHash('sha256').update(`bikearea:${name}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

interface CategoryRow {
  id: string;
  slug: string;
  name_ka: string;
  name_en: string;
  icon: string | null;
  parent_id: string | null;
  position: number;
}

function rowsOf(categories: readonly CategorySeed[], parentId: string | null): CategoryRow[] {
  return categories.flatMap(({ slug, ka, en, icon, children }, position) => {
    const id = stableId(`listing-category:${slug}`);
    return [
      { id, slug, name_ka: ka, name_en: en, icon: icon ?? null, parent_id: parentId, position },
      ...rowsOf(children ?? [], id),
    ];
  });
}

const merged = ['name_ka', 'name_en', 'icon', 'parent_id', 'position'] as const;

/**
 * What every installation needs, production included. Running it again brings names and order up to date and removes nothing. Where it changed
 * something, running instances are told.
 */
export async function seedReference(knex: Knex): Promise<void> {
  await knex.transaction(async (trx) => {
    const changed = await trx('listing_categories')
      .insert(rowsOf(listingCategories, null))
      .onConflict('slug')
      .merge([...merged])
      .where((different) => {
        for (const column of merged)
          void different.orWhereRaw('?? is distinct from ??', [`listing_categories.${column}`, `excluded.${column}`]);
      })
      .returning('id');
    if (changed.length > 0) await tell(trx, listingEvents.categoriesChanged);
  });
}
