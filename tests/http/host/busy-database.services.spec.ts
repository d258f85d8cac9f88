import { expect } from 'chai';
import type { Knex } from 'knex';
import { buildTestApp, type TestApp } from '../../support/build-test-app.js';
import { requireDatabaseUrl } from '../../support/services.js';

const pool = { poolSize: 2, acquireTimeoutMs: 400 };

describe('a database without a free connection', () => {
  let app: TestApp;
  before(async () => {
    requireDatabaseUrl();
    app = await buildTestApp(undefined, { database: pool });
  });
  after(() => app.close());

  async function whileAllAreHeld(work: () => Promise<void>): Promise<void> {
    const held: Knex.Transaction[] = [];
    for (let taken = 0; taken < pool.poolSize; taken += 1) held.push(await app.knex.transaction());
    try {
      await work();
    } finally {
      await Promise.all(held.map((transaction) => transaction.rollback()));
    }
  }

  it('is a quick 503 that says when to come again, not a hang, and heals', async () => {
    await whileAllAreHeld(async () => {
      const startedAt = performance.now();
      const answers = await Promise.all(Array.from({ length: 10 }, () => app.http.get('/api/v1/listings/categories')));
      expect(performance.now() - startedAt).to.be.lessThan(5_000);
      for (const { status, body, headers } of answers) {
        expect(status).to.equal(503);
        expect(body.error.code).to.equal('SERVICE_UNAVAILABLE');
        expect(headers['retry-after']).to.match(/^\d+$/);
      }
    });
    await app.http.get('/api/v1/listings/categories').expect(200);
  });

  it('makes the server not ready, within its time, and leaves it alive', async () => {
    await whileAllAreHeld(async () => {
      const { body } = await app.http.get('/health/ready').expect(503);
      expect(body).to.include({ status: 'down' });
      expect(body.failing).to.include('database');
      await app.http.get('/health/live').expect(200);
    });
    await app.http.get('/health/ready').expect(200);
  });
});
