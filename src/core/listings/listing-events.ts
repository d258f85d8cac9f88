/** Names of the events of this feature. */
export const listingEvents = {
  /** { } Recorded by the seed of the reference data. */
  categoriesChanged: 'listings.categories-changed',
} as const;

/** The payload of each event. */
export type ListingEvents = { readonly [listingEvents.categoriesChanged]: object };
