import { cacheTags, type Invalidations } from '../caching/index.js';
import { listingEvents, type ListingEvents } from './listing-events.js';

/** See cacheTags for what hangs on which. */
export const listingsInvalidations: Invalidations<ListingEvents> = {
  [listingEvents.categoriesChanged]: () => [cacheTags.categories],
};
