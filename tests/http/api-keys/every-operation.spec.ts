import { expect } from 'chai';
import type { Route } from '../../../src/adapters/http/routes.js';
import { type ApiKeyScope, apiKeyScopes } from '../../../src/core/api-keys/index.js';
import { buildTestApp, type TestApp } from '../../support/build-test-app.js';
import { createPerson } from '../../support/people.js';

const anyId = '019c0d3e-5b7a-7c1e-9d55-0a6f5e2c9b11';

describe('an operation and API keys', function () {
  this.timeout(60_000);
  let app: TestApp;
  let routes: readonly Route[];
  let authorization: string;
  before(async () => {
    app = await buildTestApp();
    routes = app.application.http.routes.filter(({ spec }) => spec.access !== 'public');
    ({ authorization } = await createPerson(app, { role: 'ADMIN' }));
  });
  after(() => app.close());

  async function keyFor(scopes: readonly ApiKeyScope[]): Promise<string> {
    const call = app.http.post('/api/v1/admin/api-keys').set('authorization', authorization);
    return (await call.send({ name: 'x', scopes }).expect(201)).body.data.key as string;
  }

  async function outcome({ method, path, spec }: Route, key: string): Promise<string> {
    const request = app.http[method](`/api/v1${path.replace(/:[A-Za-z]+/g, anyId)}`).set('authorization', `Bearer ${key}`);
    const { status, body } = await (spec.upload ? request.field('nothing', 'x') : spec.body ? request.send({}) : request);
    const { code } = (body as { error?: { code: string } }).error ?? {};
    return status === 401 || code === 'API_KEY_SCOPE_MISSING' ? 'refused' : 'let in';
  }

  it('lets no key in where it names no scope, be it made for everything', async () => {
    const key = await keyFor(apiKeyScopes);
    const closed = routes.filter(({ spec }) => spec.apiKeyScope === undefined);
    expect(closed.length).to.be.greaterThan(20);
    for (const route of closed) expect(await outcome(route, key), `${route.method} ${route.path}`).to.equal('refused');
  });

  it('lets a key in with the scope that it names, and none with all others', async () => {
    for (const scope of apiKeyScopes) {
      const open = routes.filter(({ spec }) => spec.apiKeyScope === scope);
      expect(open, scope).to.not.be.empty;
      const [fit, unfit] = [await keyFor([scope]), await keyFor(apiKeyScopes.filter((other) => other !== scope))];
      for (const route of open) {
        expect(await outcome(route, unfit), `${route.method} ${route.path}`).to.equal('refused');
        expect(await outcome(route, fit), `${route.method} ${route.path}`).to.equal('let in');
      }
    }
  });

  it('reads with words, and writes with words of their own', () => {
    for (const { method, path, spec } of routes) {
      if (spec.apiKeyScope) expect(spec.apiKeyScope.endsWith(':read'), `${method} ${path}`).to.equal(method === 'get');
    }
  });
});
