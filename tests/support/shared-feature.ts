import { controller, httpGet } from 'inversify-express-utils';
import Joi from 'joi';
import type { SharedCall, SpokenCall, ViewerCall } from '../../src/adapters/http/call.js';
import { endpoint, type RouteCache, type SpokenRouteCache } from '../../src/adapters/http/endpoint.js';
import { DomainError, type Page } from '../../src/core/kernel/index.js';

export class NoSuchItem extends DomainError {
  constructor() {
    super('POST_NOT_FOUND', 'There is no such item');
  }
}

interface ById {
  readonly id: string;
}

const itemCache: RouteCache<ById> = {
  ttlSeconds: 60,
  tags: ({ params }) => [`item:${params.id}`],
  softTags: () => ['counts'],
  softSeconds: 5,
  missing: { error: NoSuchItem, seconds: 10 },
};
/** Whose a name is, only the controller knows; every change of it ends `owners`. */
const namedCache: RouteCache<ById> = {
  ttlSeconds: 60,
  tags: () => ['owners'],
  furtherTags: async (controller: SharedController, { params }) => [`owner:${await controller.ownerOf(params.id)}`],
};
const wordsCache: SpokenRouteCache = { ttlSeconds: 60, tags: () => ['words'], language: true, publicMaxAgeSeconds: 30 };
const listCache: RouteCache = { ttlSeconds: 60, tags: () => ['list'] };
const query = Joi.object({ from: Joi.date().iso(), tag: Joi.string().max(20) });

/** Answers that are shared, and count how often they were made. */
@controller('/shared')
export class SharedController {
  made = 0;
  /** What the handlers were called with. */
  readonly calls: object[] = [];
  fault: Error | undefined;
  /** Handlers wait for it. */
  gate: Promise<void> | undefined;

  @httpGet('/large')
  @endpoint({ access: 'public', answer: { status: 200, shape: 'one' }, cache: listCache })
  async large(): Promise<unknown> {
    return this.#note({}, { words: Array.from({ length: 400 }, (_, index) => `მოტო ${index * 7919}`) });
  }

  @httpGet('/small')
  @endpoint({ access: 'public', answer: { status: 200, shape: 'one' }, cache: listCache })
  async small(): Promise<unknown> {
    return this.#note({}, { small: true });
  }

  @httpGet('/words')
  @endpoint({ access: 'public', answer: { status: 200, shape: 'one' }, cache: wordsCache })
  async words(call: SpokenCall): Promise<unknown> {
    return this.#note(call, { language: call.language });
  }

  @httpGet('/items/:id')
  @endpoint({
    access: 'optional',
    params: Joi.object({ id: Joi.string().max(20).lowercase().required() }),
    answer: { status: 200, shape: 'one' },
    errors: ['POST_NOT_FOUND'],
    cache: itemCache,
  })
  async item(call: ViewerCall<ById>): Promise<unknown> {
    if (call.params.id === 'none') throw await this.#note(call, new NoSuchItem());
    if (call.params.id === 'fault') throw await this.#note(call, new Error('on purpose'));
    return this.#note(call, { id: call.params.id, seenBy: call.actor?.userId ?? null });
  }

  /** Each time somebody asks whose a name is, he is told the next one; the last one stays. */
  owners: readonly string[] = ['nino'];

  async ownerOf(name: string): Promise<string> {
    const [owner = name, ...next] = this.owners;
    if (next.length > 0) this.owners = next;
    return owner;
  }

  @httpGet('/named/:id')
  @endpoint({
    access: 'public',
    params: Joi.object({ id: Joi.string().max(20).required() }),
    answer: { status: 200, shape: 'one' },
    cache: namedCache,
  })
  async named(call: SharedCall<ById>): Promise<unknown> {
    return this.#note(call, { id: call.params.id });
  }

  @httpGet('/pages')
  @endpoint({ access: 'public', query, page: { defaultLimit: 2 }, answer: { status: 200, shape: 'page' }, cache: listCache })
  async pages(call: SharedCall<unknown, { from?: Date; tag?: string }>): Promise<Page<unknown>> {
    const { page, limit } = call.page;
    const next = { at: new Date(1_000 * page), id: '019c0d3e-5b7a-7c1e-9d55-0a6f5e2c9b11' };
    return this.#note(call, { items: Array.from({ length: limit }, (_, index) => ({ index, page })), total: 10, next });
  }

  async #note<T>(call: object, answer: T): Promise<T> {
    this.made += 1;
    this.calls.push(call);
    await this.gate;
    if (this.fault) throw this.fault;
    return answer;
  }
}
