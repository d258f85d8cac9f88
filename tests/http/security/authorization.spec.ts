import { expect } from 'chai';
import type supertest from 'supertest';
import type { Route } from '../../../src/adapters/http/routes.js';
import { buildTestApp, type TestApp } from '../../support/build-test-app.js';
import { type Call, ofNothing, operations } from './authorization/operations.js';
import { type Caller, callers, World } from './authorization/world.js';

describe('every operation of the document', function () {
  this.timeout(120_000);
  let app: TestApp;
  let world: World;
  let routes: ReadonlyMap<string, Route>;
  before(async () => {
    app = await buildTestApp();
    world = await World.in(app);
    routes = new Map(app.application.http.routes.map((route) => [`${route.method} ${route.path}`, route]));
  });
  after(() => app.close());

  async function ask(name: string, call: Call, caller: Caller): Promise<supertest.Response> {
    const authorization = await world.authorizationOf(caller, routes.get(name)?.spec.apiKeyScope);
    const prefix = routes.has(name) ? app.application.config.http.apiPrefix : '';
    const method = name.split(' ')[0] as Route['method'];
    const request = app.http[method](prefix + call.path);
    if (authorization !== undefined) void request.set('authorization', authorization);
    if (call.file) return request.attach(call.file.field, call.file.data, 'photo.jpg');
    return call.body ? request.send(call.body) : request;
  }

  it('has an expectation for every caller, and none is for an operation that is not there', () => {
    const documented = Object.entries(app.application.http.openApi.paths).flatMap(([path, item]) =>
      Object.keys(item).map((method) => `${method} ${path.replace('/api/v1', '').replace(/\{(\w+)\}/g, ':$1')}`),
    );
    expect(Object.keys(operations)).to.have.members(documented);
  });

  for (const [name, { expected, call }] of Object.entries(operations)) {
    it(`${name} answers each caller as declared`, async () => {
      const got: Record<string, number> = {};
      for (const caller of callers) got[caller] = (await ask(name, await call(world), caller)).status;
      expect(got).to.deep.equal(expected);
    });
  }

  for (const [name, { hidden }] of Object.entries(operations)) {
    if (!hidden) continue;
    it(`${name} answers for what is hidden as for what is not there`, async () => {
      for (const caller of ['anonymous', 'stranger', 'moderator', 'administrator'] as const) {
        const call = await hidden(world);
        const [of, ofNone] = [await ask(name, call, caller), await ask(name, ofNothing(call), caller)];
        const told = ({ status, body }: supertest.Response) => ({ status, error: { ...body.error, requestId: '' } });
        expect(told(of), caller).to.deep.equal(told(ofNone));
        expect(of.status, caller).to.equal(caller === 'anonymous' && operations[name]?.expected.anonymous === 401 ? 401 : 404);
      }
    });
  }
});
