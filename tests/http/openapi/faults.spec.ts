import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import Joi from 'joi';
import { buildOpenApi, type OpenApiOptions } from '../../../src/adapters/http/openapi/build-openapi.js';
import type { OpenApiDocument, Schemas } from '../../../src/adapters/http/openapi/document.js';
import type { EndpointSpec } from '../../../src/adapters/http/endpoint.js';
import type { Route } from '../../../src/adapters/http/routes.js';
import { buildTestApp, type TestApp } from '../../support/build-test-app.js';

const plain: EndpointSpec = { access: 'public', answer: { status: 200, shape: 'nothing' } };

const block = (at: string, id: string, more = ''): string =>
  `/**\n * @openapi\n * ${at}:\n *   get:\n *     operationId: ${id}\n *     tags: [Listings]\n *     summary: Something\n${more} */\n`;

/** The product's own document with one more route, which is at fault in the way each test says. */
describe('a document that would lie', () => {
  let app: TestApp;
  let directory: string;
  let written = 0;

  before(async () => {
    directory = mkdtempSync(path.join(tmpdir(), 'blocks-'));
    app = await buildTestApp();
  });
  after(async () => {
    rmSync(directory, { recursive: true, force: true });
    await app.close();
  });

  const route = (at: string, spec: EndpointSpec = plain): Route => ({
    method: 'get',
    path: at,
    name: 'PlantedController.planted',
    spec,
    handle: async () => null,
  });

  function build(routes: readonly Route[], comments: string, schemas: Schemas = {}): OpenApiDocument {
    const file = path.join(directory, `planted-${(written += 1)}.js`);
    writeFileSync(file, comments);
    const options: OpenApiOptions = {
      routes: [...app.application.http.routes, ...routes],
      version: '1.0.0',
      publicUrl: 'http://api.test',
      apiPrefix: '/api/v1',
      extra: [{ files: [file], schemas }],
    };
    return buildOpenApi(options);
  }

  it('is made when everything is in order', () => {
    const { paths } = build([route('/planted/:id')], block('/planted/{id}', 'getPlanted'));
    expect(paths).to.have.nested.property('/api/v1/planted/{id}.get.operationId', 'getPlanted');
  });

  const faults: [string, () => OpenApiDocument, RegExp][] = [
    [
      'a route without a block',
      () => build([route('/planted')], ''),
      /PlantedController\.planted has no @openapi block for get \/planted$/,
    ],
    ['a block without a route', () => build([], block('/planted', 'getPlanted')), /block of get \/planted describes no route/],
    [
      'a parameter of another name',
      () => build([route('/planted/:id')], block('/planted/{key}', 'getPlanted')),
      /no @openapi block for get \/planted\/\{id\}[^]*block of get \/planted\/\{key\} describes no route/,
    ],
    [
      'an answer whose schema nobody wrote',
      () =>
        build(
          [route('/planted', { ...plain, answer: { status: 200, shape: 'one', schema: 'Ghost' } })],
          block('/planted', 'getPlanted'),
        ),
      /PlantedController\.planted .* the schema Ghost, which no <feature>\.openapi\.ts exports/,
    ],
    [
      'an answer that names no schema',
      () => build([route('/planted', { ...plain, answer: { status: 200, shape: 'page' } })], block('/planted', 'getPlanted')),
      /names no answer\.schema/,
    ],
    [
      'an operationId used twice',
      () => build([route('/planted')], block('/planted', 'listListingCategories')),
      /operationId listListingCategories is used more than once/,
    ],
    [
      'a block that says what @endpoint says',
      () => build([route('/planted')], block('/planted', 'getPlanted', ' *     parameters: []\n')),
      /says parameters, which is generated from @endpoint/,
    ],
    [
      'a block that is not YAML',
      () => build([route('/planted')], block('/planted', 'getPlanted', ' *     description: a: b: c\n')),
      /planted-\d+\.js/,
    ],
    [
      'two schemas of one name',
      () => build([], '', { ListingCategory: { type: 'object' } }),
      /Two component schemas are called ListingCategory/,
    ],
  ];
  for (const [what, attempt, words] of faults) {
    it(`is not made: ${what}`, () => {
      expect(attempt).to.throw(words);
    });
  }

  it('is refused with all its faults at once', () => {
    expect(() => build([route('/one'), route('/two')], block('/three', 'getThree'))).to.throw(/\/one[^]*\/two[^]*\/three/);
  });

  it('reads what Joi says: kinds, bounds, patterns with flags, several examples, defaults', () => {
    const query = Joi.object({
      code: Joi.string()
        .pattern(/^[a-z/]+$/i)
        .example('abc')
        .example('def')
        .description('A code'),
      count: Joi.number().integer().min(1).max(9).default(3),
      sort: Joi.string().valid('newest', 'oldest').required(),
    });
    const { paths } = build([route('/planted', { ...plain, query })], block('/planted', 'getPlanted'));
    expect(paths['/api/v1/planted']?.['get']?.parameters).to.deep.equal([
      {
        name: 'code',
        in: 'query',
        required: false,
        description: 'A code',
        schema: { type: 'string', pattern: '^[a-z/]+$' },
        example: 'abc',
      },
      { name: 'count', in: 'query', required: false, schema: { type: 'integer', minimum: 1, maximum: 9, default: 3 } },
      { name: 'sort', in: 'query', required: true, schema: { type: 'string', enum: ['newest', 'oldest'] } },
    ]);
  });

  it('lists the codes of an endpoint by status, each with an example in both forms', () => {
    const spec: EndpointSpec = { ...plain, access: 'admin', errors: ['USERNAME_TAKEN', 'USERNAME_RESERVED'] };
    const { paths, components } = build([route('/planted', spec)], block('/planted', 'getPlanted'));
    const responses = paths['/api/v1/planted']?.['get']?.responses ?? {};
    expect(responses).to.include.keys('401', '403', '409');
    expect(responses['409']).to.deep.equal({ $ref: '#/components/responses/UsernameReservedOrUsernameTaken' });
    const content = components.responses['UsernameReservedOrUsernameTaken']?.content ?? {};
    for (const form of ['application/json', 'application/problem+json']) {
      expect(content[form]?.examples).to.have.keys('USERNAME_TAKEN', 'USERNAME_RESERVED');
    }
  });
});
