import { ListingsController } from '../../adapters/http/listings/listings.controller.js';
import { KnexListingCategoryReader } from '../../adapters/postgres/listings/knex-listing-category-reader.js';
import { KnexSession } from '../../adapters/postgres/knex-session.js';
import { ListingCategoryReader, ListListingCategories } from '../../core/listings/index.js';
import type { FeatureModule } from '../feature-module.js';
import { wire } from '../wire.js';

export const listingsModule: FeatureModule = {
  bind(container) {
    wire(container, KnexListingCategoryReader, [KnexSession], ListingCategoryReader);
    wire(container, ListListingCategories, [ListingCategoryReader]);
  },
  controllers: [ListingsController],
  eventHandlers: [],
  jobs: [],
};
