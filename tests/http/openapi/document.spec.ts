import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Validator } from '@seriousme/openapi-schema-validator';
import * as ajvModule from 'ajv';
import * as formatsModule from 'ajv-formats';
import { expect } from 'chai';
import type { OpenApiDocument, Operation, ResponseObject } from '../../../src/adapters/http/openapi/document.js';
import { projectRoot } from '../../../src/config/index.js';
import { exampleOf } from '../../../src/adapters/http/openapi/from-joi.js';
import { pagedQuery } from '../../../src/adapters/http/pagination.js';
import type { Route } from '../../../src/adapters/http/routes.js';
import { buildTestApp, type TestApp } from '../../support/build-test-app.js';

describe('the OpenAPI document', () => {
  let app: TestApp;
  let document: OpenApiDocument;
  let operations: { name: string; operation: Operation }[];
  let responses: { name: string; response: ResponseObject }[];
  let ajv: InstanceType<typeof ajvModule.Ajv>;

  before(async () => {
    app = await buildTestApp();
    document = app.application.http.openApi;
    operations = Object.entries(document.paths).flatMap(([path, item]) =>
      Object.entries(item).map(([method, operation]) => ({ name: `${method} ${path}`, operation })),
    );
    responses = operations.flatMap(({ name, operation }) =>
      Object.entries(operation.responses).map(([status, response]) => ({
        name: `${name} ${status}`,
        response:
          '$ref' in response
            ? (document.components.responses[response.$ref.split('/').at(-1) ?? ''] as ResponseObject)
            : response,
      })),
    );
    ajv = new ajvModule.Ajv({ strict: false, allErrors: true });
    formatsModule.default.default(ajv);
    ajv.addSchema({ $id: 'doc', ...document });
  });

  after(() => app.close());

  /** A schema of the document, its references leading into the document. */
  function faultsOf(schema: object, value: unknown): string {
    const inDocument = JSON.parse(JSON.stringify(schema).replaceAll('"#/components', '"doc#/components')) as object;
    const validate = ajv.compile(inDocument);
    return validate(value) ? '' : ajv.errorsText(validate.errors);
  }

  const routeOf = (name: string): Route => {
    const { apiPrefix } = app.application.config.http;
    const route = app.application.http.routes.find(
      ({ method, path }) => `${method} ${apiPrefix}${path.replace(/:([A-Za-z]+)/g, '{$1}')}` === name,
    );
    if (!route) throw new Error(`no route for ${name}`);
    return route;
  };
  const apiOperations = () => operations.filter(({ name }) => !name.includes(' /health'));

  it('is valid OpenAPI 3.0.3', async () => {
    const copy = JSON.parse(JSON.stringify(document)) as Record<string, unknown>;
    expect(await new Validator().validate(copy)).to.deep.equal({ valid: true });
    expect(document.openapi).to.equal('3.0.3');
  });

  it('names the product and the version of package.json', () => {
    const { version } = JSON.parse(readFileSync(path.join(projectRoot(), 'package.json'), 'utf8')) as { version: string };
    expect(document.info).to.include({ title: 'Bike Area API', version });
    expect(document.servers[0]?.url).to.equal('http://api.test');
    expect(document.components.securitySchemes).to.have.nested.property('bearerAuth.scheme', 'bearer');
  });

  it('gives every operation a unique id, one declared tag and a summary', () => {
    const declared = document.tags.map(({ name }) => name);
    const ids = operations.map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).to.equal(ids.length);
    for (const { name, operation } of operations) {
      expect(declared, `the tag of ${name}`).to.include.members([...operation.tags]);
      expect(operation.tags, name).to.have.lengthOf(1);
      expect(operation.summary, name).to.match(/^[^.]{3,90}$/);
    }
  });

  it('has a schema and a true example for every answer that has a body', function () {
    this.timeout(90_000); // a schema for every answer is compiled
    expect(responses.length).to.be.greaterThan(operations.length);
    for (const { name, response } of responses) {
      expect(response.description, name).to.match(/\S/);
      expect(response.headers, name).to.have.property('X-Request-Id');
      for (const [mediaType, { schema, example, examples }] of Object.entries(response.content ?? {})) {
        const values = examples ? Object.values(examples).map(({ value }) => value) : [example];
        expect(values, `${name} as ${mediaType}`).to.not.be.empty;
        for (const value of values) expect(faultsOf(schema, value), `the example of ${name} as ${mediaType}`).to.equal('');
      }
    }
  });

  it('answers every operation with something: a success, and the failures that all share', () => {
    for (const { name, operation } of apiOperations()) {
      const { spec } = routeOf(name);
      expect(Object.keys(operation.responses), name).to.include.members([String(spec.answer.status), '400', '429', '500', '503']);
      expect('401' in operation.responses, `${name} may answer 401`).to.equal(
        spec.access !== 'public' ||
          (spec.errors ?? []).some((code) => code === 'INVALID_CREDENTIALS' || code === 'INVALID_REFRESH_TOKEN'),
      );
    }
  });

  it('has true examples in its component schemas, closed where they are answered, so that a field too many is seen', () => {
    for (const [name, schema] of Object.entries(document.components.schemas)) {
      if (schema.type === 'object' && !name.endsWith('Body')) expect(schema.additionalProperties, name).to.equal(false);
      const example = exampleOf(schema, new Map(Object.entries(document.components.schemas)));
      expect(faultsOf(schema, example), `the example of ${name}`).to.equal('');
    }
  });

  it('has body examples that the server accepts, and names every body', () => {
    const bodies = apiOperations().filter(({ operation }) => operation.requestBody?.content['application/json']);
    expect(bodies).to.not.be.empty;
    for (const { name, operation } of bodies) {
      const json = operation.requestBody?.content['application/json'];
      const { body } = routeOf(name).spec;
      expect(body?.validate(json?.example).error, `the example body of ${name}`).to.equal(undefined);
      expect(faultsOf(json?.schema ?? {}, json?.example), `the example body of ${name}`).to.equal('');
      expect(json?.schema.$ref, `the body of ${name} has a name: .meta({ className })`).to.match(
        /^#\/components\/schemas\/[A-Z]\w+Body$/,
      );
    }
  });

  it('has every key of params and query, described, with an example that the server accepts', () => {
    for (const { name, operation } of apiOperations()) {
      const { spec } = routeOf(name);
      const query = spec.page ? pagedQuery(spec.page.defaultLimit, spec.query) : spec.query;
      const placed = { path: spec.params, query };
      for (const { name: key, in: place, description, example } of operation.parameters ?? []) {
        expect(description, `${name}: ${key}`).to.match(/\S/);
        const schema = place === 'header' ? undefined : placed[place]?.$_reach([key]);
        if (schema && example !== undefined) expect(schema.validate(example).error, `${name}: ${key}`).to.equal(undefined);
      }
      const paging = (operation.parameters ?? [])
        .map((parameter) => parameter.name)
        .filter((key) => /^(page|limit|cursor)$/.test(key));
      if (spec.page) expect(paging, name).to.have.members(['page', 'limit', 'cursor']);
    }
  });

  it('says who may call by what the server checks', () => {
    for (const { name, operation } of apiOperations()) {
      const { access } = routeOf(name).spec;
      const expected = access === 'public' ? [] : access === 'optional' ? [{}, { bearerAuth: [] }] : [{ bearerAuth: [] }];
      expect(operation.security, name).to.deep.equal(expected);
    }
  });

  it('shows uploads as forms with a binary field', () => {
    const uploads = apiOperations().filter(({ name }) => routeOf(name).spec.upload);
    expect(uploads).to.not.be.empty;
    for (const { name, operation } of uploads) {
      const field = routeOf(name).spec.upload?.field ?? '';
      const schema = operation.requestBody?.content['multipart/form-data']?.schema;
      const property = schema?.properties?.[field];
      expect(property?.items ?? property, name).to.include({ type: 'string', format: 'binary' });
    }
  });

  it('has examples in Georgian and in English', () => {
    const examples = JSON.stringify(Object.values(document.components.schemas).map(({ example }) => example));
    expect(examples).to.match(/[ა-ჰ]{3}/);
    expect(examples).to.match(/[A-Za-z]{3}/);
  });
});
