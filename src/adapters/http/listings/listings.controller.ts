import { inject } from 'inversify';
import { controller, httpGet } from 'inversify-express-utils';
import { cacheTags, catalogue } from '../../../core/caching/index.js';
import { ListListingCategories } from '../../../core/listings/index.js';
import type { SpokenCall } from '../call.js';
import { endpoint, type SpokenRouteCache } from '../endpoint.js';
import { type ListingCategoryView, presentListingCategory } from './listing-category.presenter.js';

const cache: SpokenRouteCache = {
  ttlSeconds: catalogue.categories.ttlSeconds,
  tags: () => [cacheTags.categories],
  language: true,
  publicMaxAgeSeconds: 60,
};

@controller('/listings')
export class ListingsController {
  constructor(@inject(ListListingCategories) private readonly listCategories: ListListingCategories) {}

  /**
   * @openapi
   * /listings/categories:
   *   get:
   *     operationId: listListingCategories
   *     tags: [Listings]
   *     summary: The tree of listing categories
   *     description: "Roots have no parent. Names are Georgian, or English with `Accept-Language: en`."
   */
  @httpGet('/categories')
  @endpoint({ access: 'public', answer: { status: 200, shape: 'list', schema: 'ListingCategory' }, cache })
  async categories({ language }: SpokenCall): Promise<ListingCategoryView[]> {
    const tree = await this.listCategories.execute();
    return tree.map((node) => presentListingCategory(node, language));
  }
}
