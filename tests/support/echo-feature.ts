import { controller, httpDelete, httpGet, httpPost } from 'inversify-express-utils';
import Joi from 'joi';
import type { Call } from '../../src/adapters/http/call.js';
import { endpoint } from '../../src/adapters/http/endpoint.js';
import type { FeatureModule } from '../../src/composition/index.js';

const query = Joi.object({ q: Joi.string().max(50), count: Joi.number().integer().min(0), flag: Joi.boolean() });
const body = Joi.object({
  text: Joi.string().max(200).required(),
  count: Joi.number().integer().min(0).required(),
  tags: Joi.array().items(Joi.string()).max(5),
  inner: Joi.object({ name: Joi.string().required() }),
});

/** A feature that answers what it was given, and fails when asked to: for tests of the host itself. */
@controller('/echo')
export class EchoController {
  /**
   * @openapi
   * /echo:
   *   get:
   *     operationId: echoQuery
   *     tags: [Listings]
   *     summary: The query as it was understood
   */
  @httpGet('/')
  @endpoint({ access: 'public', query, answer: { status: 200, shape: 'one' } })
  async echoQuery({ query: given }: Call): Promise<unknown> {
    return given;
  }

  @httpPost('/')
  @endpoint({ access: 'public', body, answer: { status: 201, shape: 'one' } })
  async echoBody({ body: given, ip, language }: Call): Promise<unknown> {
    return { given, ip, language };
  }

  @httpGet('/items/:id')
  @endpoint({
    access: 'public',
    params: Joi.object({ id: Joi.string().uuid().required() }),
    answer: { status: 200, shape: 'one' },
  })
  async echoId({ params }: Call): Promise<unknown> {
    return params;
  }

  @httpDelete('/')
  @endpoint({ access: 'public', answer: { status: 200, shape: 'nothing' } })
  async fail(): Promise<void> {
    throw new Error('insert into "users" failed: secret detail at /srv/app/file.ts');
  }

  @httpGet('/search')
  @endpoint({ access: 'optional', limit: 'search', answer: { status: 200, shape: 'one' } })
  async limited({ actor }: Call): Promise<unknown> {
    return { caller: actor?.userId ?? null };
  }

  @httpGet('/staff')
  @endpoint({ access: 'staff', answer: { status: 200, shape: 'one' } })
  async staff(): Promise<unknown> {
    return { seen: true };
  }
}

export const echoFeature: FeatureModule = { bind() {}, controllers: [EchoController], eventHandlers: [], jobs: [] };
