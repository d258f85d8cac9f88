import { expect } from 'chai';
import type supertest from 'supertest';
import { buildTestApp, type TestApp } from '../../support/build-test-app.js';
import { ask } from './authorization/ask.js';
import { ofNothing, operations } from './authorization/operations.js';
import { callers, World } from './authorization/world.js';

describe('every operation of the document', function () {
  this.timeout(120_000);
  let app: TestApp;
  let world: World;
  before(async () => {
    app = await buildTestApp();
    world = await World.in(app);
  });
  after(() => app.close());

  it('has an expectation for every caller, and none is for an operation that is not there', () => {
    const documented = Object.entries(app.application.http.openApi.paths).flatMap(([path, item]) =>
      Object.keys(item).map((method) => `${method} ${path.replace('/api/v1', '').replace(/\{(\w+)\}/g, ':$1')}`),
    );
    expect(Object.keys(operations)).to.have.members(documented);
  });

  for (const [name, { expected, call }] of Object.entries(operations)) {
    it(`${name} answers each caller as declared`, async () => {
      const got: Record<string, number> = {};
      for (const caller of callers) got[caller] = (await ask(world, name, await call(world), caller)).status;
      expect(got).to.deep.equal(expected);
    });
  }

  for (const [name, { hidden }] of Object.entries(operations)) {
    if (!hidden) continue;
    it(`${name} answers for what is hidden as for what is not there`, async () => {
      for (const caller of ['anonymous', 'stranger', 'moderator', 'administrator'] as const) {
        const call = await hidden(world);
        const [of, ofNone] = [await ask(world, name, call, caller), await ask(world, name, ofNothing(call), caller)];
        const told = ({ status, body }: supertest.Response) => ({ status, error: { ...body.error, requestId: '' } });
        expect(told(of), caller).to.deep.equal(told(ofNone));
        expect(of.status, caller).to.equal(caller === 'anonymous' && operations[name]?.expected.anonymous === 401 ? 401 : 404);
      }
    });
  }
});
