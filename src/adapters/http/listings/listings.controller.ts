import { inject } from 'inversify';
import { controller, httpGet } from 'inversify-express-utils';
import { ListListingCategories } from '../../../core/listings/index.js';
import type { Call } from '../call.js';
import { endpoint } from '../endpoint.js';
import { type ListingCategoryView, presentListingCategory } from './listing-category.presenter.js';

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
  @endpoint({ access: 'public', answer: { status: 200, shape: 'list', schema: 'ListingCategory' } })
  async categories({ language }: Call): Promise<ListingCategoryView[]> {
    const tree = await this.listCategories.execute();
    return tree.map((node) => presentListingCategory(node, language));
  }
}
