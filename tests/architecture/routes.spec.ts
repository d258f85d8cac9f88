import { expect } from 'chai';
import type { Application } from 'express';
import type Joi from 'joi';
import type { Route } from '../../src/adapters/http/routes.js';
import type { Role } from '../../src/core/kernel/index.js';
import { buildTestApp, type TestApp } from '../support/build-test-app.js';
import { createPerson } from '../support/people.js';
import { guardedFeature } from './fixtures/guarded-feature.js';

/** What Express 4 keeps of a registered handler; only what is read here. */
interface Layer {
  readonly route?: { readonly path: string; readonly methods: Readonly<Record<string, boolean>> };
  readonly handle: { readonly stack?: readonly Layer[] };
  readonly regexp: RegExp;
}

const anyId = '019c0d3e-5b7a-7c1e-9d55-0a6f5e2c9b11';
const documentPath = (path: string): string => path.replace(/:([A-Za-z]+)/g, '{$1}');

/** Every (method, path) that Express answers. A router is told by the text of its mount pattern, which holds the prefix escaped. */
function registeredIn(stack: readonly Layer[], base = ''): string[] {
  return stack.flatMap(({ route, handle, regexp }) => {
    if (route) {
      const methods = Object.keys(route.methods).filter((method) => method !== '_all');
      return methods.map((method) => `${method} ${documentPath(base + route.path)}`);
    }
    if (!handle.stack) return [];
    const mounted = regexp.source
      .replace(/^\^/, '')
      .replace(/\\\/\?\(\?=\\\/\|\$\)$/, '')
      .replaceAll('\\/', '/');
    return registeredIn(handle.stack, base + mounted);
  });
}

/** Pages beside the API, which no client calls, and OPTIONS of the server itself (`*`): documented in words, not as operations. */
const isNoOperation = (name: string): boolean => /^(get \/dev\/mailbox(\/.*)?|options \*)$/.test(name);

describe('routes', function () {
  this.timeout(120_000);
  let app: TestApp;
  let routes: readonly Route[];
  let prefix: string;

  before(async () => {
    app = await buildTestApp(undefined, { extra: [guardedFeature] });
    ({ routes } = app.application.http);
    prefix = app.application.config.http.apiPrefix;
  });
  after(() => app.close());

  /** Sends a body that parses, so that nothing but the subject of the test can stop the call. */
  function call({ method, spec }: Route, path: string, authorization?: string) {
    const request = app.http[method](prefix + path);
    if (authorization !== undefined) void request.set('authorization', authorization);
    if (spec.upload) return request.field('nothing', 'x');
    return spec.body ? request.send({}) : request;
  }

  const filled = (path: string): string => path.replace(/:[A-Za-z]+/g, anyId);
  const authorizationOf = async (role: Role): Promise<string> => (await createPerson(app, { role })).authorization;

  it('and the OpenAPI document agree in both directions', () => {
    const express = app.application.http.app as Application & { readonly _router: { readonly stack: readonly Layer[] } };
    const registered = registeredIn(express._router.stack).filter((name) => !isNoOperation(name));
    const documented = Object.entries(app.application.http.openApi.paths).flatMap(([path, item]) =>
      Object.keys(item).map((method) => `${method} ${path}`),
    );
    expect(registered).to.have.members(documented);
    expect(new Set(registered).size, 'nothing is registered twice').to.equal(registered.length);
    expect(registered).to.include.members([`get ${prefix}/listings/categories`, 'get /health/live']);
  });

  it('say who may call them, and what they answer', () => {
    expect(routes).to.not.be.empty;
    for (const { name, spec } of routes) {
      expect(spec.access, name).to.be.oneOf(['public', 'optional', 'member', 'staff', 'admin']);
      if (spec.answer.shape !== 'nothing') expect(spec.answer.schema, name).to.match(/^[A-Z]\w+$/);
    }
  });

  it('check every path parameter with a schema', () => {
    for (const { name, path, spec } of routes) {
      const parameters = [...path.matchAll(/:([A-Za-z]+)/g)].map(([, parameter]) => parameter);
      const keys = ((spec.params?.describe() as { keys?: object } | undefined)?.keys ?? {}) as object;
      expect(Object.keys(keys), name).to.have.members(parameters);
    }
  });

  it('are not hidden by another one that comes first', () => {
    for (const [index, route] of routes.entries()) {
      const hiding = routes
        .slice(0, index)
        .find(
          (earlier) =>
            earlier.method === route.method &&
            new RegExp(`^${earlier.path.replace(/:[A-Za-z]+/g, '[^/]+')}$`, 'i').test(route.path.replace(/:/g, '')),
        );
      expect(hiding?.name, `hides ${route.name}`).to.equal(undefined);
    }
  });

  it('for members, staff and administrators answer 401 without a token, and to one that is none', async () => {
    const closed = routes.filter(({ spec }) => spec.access !== 'public' && spec.access !== 'optional');
    expect(closed).to.not.be.empty;
    for (const route of closed) {
      const { status, body, headers } = await call(route, filled(route.path));
      expect({ status, code: body.error?.code }, route.name).to.deep.equal({ status: 401, code: 'UNAUTHENTICATED' });
      expect(headers['www-authenticate'], route.name).to.equal('Bearer');
      expect((await call(route, filled(route.path), 'Bearer of.bad.news')).status, route.name).to.equal(401);
    }
  });

  it('that take a token or none refuse a bad one, so that the client refreshes', async () => {
    for (const route of routes.filter(({ spec }) => spec.access === 'optional')) {
      expect((await call(route, filled(route.path), 'Bearer of.bad.news')).status, route.name).to.equal(401);
      expect((await call(route, filled(route.path))).status, route.name).to.not.equal(401);
    }
  });

  it('for staff and administrators answer 403 to a plain person, and those for administrators to a moderator', async () => {
    const plain = await authorizationOf('USER');
    const moderator = await authorizationOf('MODERATOR');
    const administrator = await authorizationOf('ADMIN');
    const guarded = routes.filter(({ spec }) => spec.access === 'staff' || spec.access === 'admin');
    expect(guarded.map(({ spec }) => spec.access)).to.include.members(['staff', 'admin']);
    for (const route of guarded) {
      const { status, body } = await call(route, filled(route.path), plain);
      expect({ status, code: body.error?.code }, route.name).to.deep.equal({ status: 403, code: 'FORBIDDEN' });
      const asModerator = await call(route, filled(route.path), moderator);
      expect(asModerator.status === 403, `${route.name} for a moderator`).to.equal(route.spec.access === 'admin');
      expect((await call(route, filled(route.path), administrator)).status, route.name).to.not.be.oneOf([401, 403]);
    }
  });

  const malformed = [
    'not-a-uuid',
    `${anyId}0`,
    "' or 1=1 --",
    'გამარჯობა',
    '%00',
    '%ED%A0%80',
    '..%2f..%2fetc',
    '__proto__',
    '0'.repeat(5_000),
  ];

  it('answer 4xx, never 500, for a path parameter that is not one', async () => {
    let asked = 0;
    for (const route of routes) {
      for (const [, parameter = ''] of route.path.matchAll(/:([A-Za-z]+)/g)) {
        const schema = route.spec.params?.extract(parameter) as Joi.Schema;
        const authorization = await authorizationOf('ADMIN');
        for (const text of malformed) {
          const path = filled(
            route.path.replace(`:${parameter}`, text.startsWith('%') || text.includes('%2f') ? text : encodeURIComponent(text)),
          );
          const { status, body } = await call(route, path, authorization);
          const said = `${route.name}: ${parameter} = ${text.slice(0, 40)} gave ${status}`;
          expect(status, said).to.be.within(200, 499).and.not.be.oneOf([401, 429]);
          if (schema.validate(anyId).error === undefined && schema.validate('not-a-uuid').error) {
            expect(status, said).to.be.oneOf([400, 404]);
            expect(body.success, said).to.equal(false);
          }
          asked += 1;
        }
      }
    }
    expect(asked).to.be.greaterThan(malformed.length);
  });
});
