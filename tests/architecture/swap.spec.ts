import { expect } from 'chai';
import { type ListingCategory, ListingCategoryReader } from '../../src/core/listings/index.js';
import { buildTestApp } from '../support/build-test-app.js';

class OneCategory extends ListingCategoryReader {
  override all(): Promise<ListingCategory[]> {
    const id = '00000000-0000-8000-a000-000000000001';
    return Promise.resolve([{ id, slug: 'unicycles', nameKa: 'უნიციკლები', nameEn: 'Unicycles', icon: null, parentId: null }]);
  }
}

describe('swapping an adapter', () => {
  it('takes two lines', async () => {
    const app = await buildTestApp((container) => container.rebind(ListingCategoryReader).toConstantValue(new OneCategory()));
    const { body } = await app.http.get('/api/v1/listings/categories').expect(200);
    expect(body.data.map(({ slug }: { slug: string }) => slug)).to.deep.equal(['unicycles']);
    await app.close();
  });
});
