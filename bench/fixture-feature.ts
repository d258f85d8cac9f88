import { controller, httpGet } from 'inversify-express-utils';
import { endpoint } from '../src/adapters/http/endpoint.js';
import type { FeatureModule } from '../src/composition/index.js';
import { fixture } from './fixture.js';

/** A controller like any other, whose work is nothing: what is left is the price of the host. */
@controller('/bench')
export class FixtureController {
  /**
   * @openapi
   * /bench/fixture:
   *   get:
   *     operationId: benchFixture
   *     tags: [Listings]
   *     summary: A fixed object
   */
  @httpGet('/fixture')
  @endpoint({ access: 'public', answer: { status: 200, shape: 'one' } })
  async fixture(): Promise<typeof fixture> {
    return fixture;
  }

  /**
   * @openapi
   * /bench/kept:
   *   get:
   *     operationId: benchKeptFixture
   *     tags: [Listings]
   *     summary: The same, as a shared answer
   */
  @httpGet('/kept')
  @endpoint({ access: 'public', answer: { status: 200, shape: 'one' }, cache: { ttlSeconds: 3_600, tags: () => [] } })
  async kept(): Promise<typeof fixture> {
    return fixture;
  }
}

export const fixtureFeature: FeatureModule = { bind() {}, controllers: [FixtureController], eventHandlers: [], jobs: [] };
