import { inject } from 'inversify';
import { controller, httpGet, httpPost } from 'inversify-express-utils';
import Joi from 'joi';
import type { Call } from '../../src/adapters/http/call.js';
import { endpoint } from '../../src/adapters/http/endpoint.js';
import type { FeatureModule } from '../../src/composition/index.js';
import { cacheFamily, LoadingCache, type Tier } from '../../src/core/caching/index.js';

/** Where the numbers of the fixture are true, for all instances of a spec: what a database is to the product. */
export class Numbers {
  readonly #values = new Map<string, number>();
  reads = 0;
  /** Invalidations that the store did not take. */
  notTaken = 0;

  async of(id: string): Promise<number> {
    this.reads += 1;
    await new Promise(setImmediate);
    return this.#values.get(id) ?? 0;
  }

  raise(id: string): number {
    const value = (this.#values.get(id) ?? 0) + 1;
    this.#values.set(id, value);
    return value;
  }
}

export interface KeptAnswer {
  readonly value: number;
  readonly tier: Tier;
}

const family = cacheFamily<number>()('kept:{id}', {
  ttlSeconds: 3_600,
  version: 1,
  tags: ({ id }) => [`kept:${id}`],
});
const params = Joi.object({ id: Joi.string().required() });

/** Numbers that only grow, read through the cache: an answer that is too small is stale. */
@controller('/kept')
export class KeptController {
  constructor(
    @inject(LoadingCache) private readonly cache: LoadingCache,
    @inject(Numbers) private readonly numbers: Numbers,
  ) {}

  @httpGet('/:id')
  @endpoint({ access: 'public', params, answer: { status: 200, shape: 'one' } })
  async read({ params: { id } }: Call<{ id: string }>): Promise<KeptAnswer> {
    const { value, tier } = await this.cache.getOrLoad(family, { id }, () => this.numbers.of(id));
    if (value === undefined) throw new Error('there is always a number');
    return { value, tier };
  }

  /** As a change of the product: it is true first, and stays so when the store does not take the invalidation. */
  @httpPost('/:id')
  @endpoint({ access: 'public', params, answer: { status: 201, shape: 'one' } })
  async raise({ params: { id } }: Call<{ id: string }>): Promise<{ value: number }> {
    const value = this.numbers.raise(id);
    try {
      await this.cache.invalidate([`kept:${id}`]);
    } catch {
      this.numbers.notTaken += 1;
    }
    return { value };
  }
}

export const keptFeature = (numbers: Numbers): FeatureModule => ({
  bind: (container) => void container.bind(Numbers).toConstantValue(numbers),
  controllers: [KeptController],
  eventHandlers: [],
  jobs: [],
});
