import { expect } from 'chai';
import type { ListingCategory, ListingCategoryReader } from '../../src/core/listings/index.js';

export interface ListingCategoryReaderHarness {
  readonly reader: () => ListingCategoryReader;
  /** Keeps exactly these, in this display order. */
  readonly keep: (categories: readonly ListingCategory[]) => Promise<void>;
}

const bikes: ListingCategory = {
  id: '00000000-0000-8000-a000-000000000001',
  slug: 'bikes',
  nameKa: 'ბაიკები',
  nameEn: 'Bikes',
  icon: 'bike',
  parentId: null,
};
const parts: ListingCategory = {
  id: '00000000-0000-8000-a000-000000000002',
  slug: 'a-parts',
  nameKa: 'ნაწილები',
  nameEn: 'Parts',
  icon: null,
  parentId: null,
};
const brakes: ListingCategory = {
  id: '00000000-0000-8000-a000-000000000003',
  slug: 'brakes',
  nameKa: 'მუხრუჭები',
  nameEn: 'Brakes',
  icon: null,
  parentId: parts.id,
};

export function listingCategoryReaderContract({ reader, keep }: ListingCategoryReaderHarness): void {
  describe('ListingCategoryReader', () => {
    it('gives every category as it was kept, in display order', async () => {
      await keep([bikes, parts, brakes]);
      expect(await reader().all()).to.deep.equal([bikes, parts, brakes]);
    });

    it('is empty where nothing was seeded', async () => {
      await keep([]);
      expect(await reader().all()).to.deep.equal([]);
    });
  });
}
