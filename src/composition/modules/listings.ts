import { ListingsController } from '../../adapters/http/listings/listings.controller.js';
import { KnexListingCategoryReader } from '../../adapters/postgres/listings/knex-listing-category-reader.js';
import { KnexSession } from '../../adapters/postgres/knex-session.js';
import { LoadingCache } from '../../core/caching/index.js';
import {
  CachedListingCategoryReader,
  ListingCategoryReader,
  listingsInvalidations,
  ListListingCategories,
  WarmCategories,
} from '../../core/listings/index.js';
import type { FeatureModule } from '../feature-module.js';
import { wire } from '../wire.js';

export const listingsModule: FeatureModule = {
  bind(container) {
    wire(container, KnexListingCategoryReader, [KnexSession]);
    wire(container, CachedListingCategoryReader, [KnexListingCategoryReader, LoadingCache], ListingCategoryReader);
    wire(container, WarmCategories, [KnexListingCategoryReader]);
    wire(container, ListListingCategories, [ListingCategoryReader]);
  },
  controllers: [ListingsController],
  eventHandlers: [],
  jobs: [],
  invalidations: listingsInvalidations,
  warming: [WarmCategories],
};
