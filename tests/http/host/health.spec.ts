import { expect } from 'chai';
import { buildTestApp, type TestApp } from '../../support/build-test-app.js';
import { createPerson } from '../../support/people.js';

const metricsToken = 'a-token-for-machines-only';

describe('health', () => {
  let app: TestApp;
  before(async () => {
    app = await buildTestApp(undefined, { config: { metricsToken } });
  });
  after(() => app.close());

  it('live says that the process answers', async () => {
    const { body } = await app.http.get('/health/live').expect(200);
    expect(body).to.deep.equal({ status: 'ok' });
  });

  it('is told anew to whoever says that he has it already, and kept by nobody', async () => {
    for (const path of ['/health', '/health/live', '/health/ready']) {
      const { headers } = await app.http.get(path).set('if-none-match', '*').expect(200);
      expect(headers['cache-control'], path).to.equal('no-store');
    }
  });

  it('ready needs the database and its migrations', async () => {
    const { body } = await app.http.get('/health/ready').expect(200);
    expect(body).to.deep.equal({ status: 'ok', failing: [] });
  });

  it('health tells everyone the version and no details', async () => {
    const { body } = await app.http.get('/health').expect(200);
    expect(body.status).to.equal('ok');
    expect(body.version).to.match(/^\d+\.\d+\.\d+$/);
    expect(body).to.have.keys('status', 'version', 'uptimeSeconds');
  });

  it('health tells details to administrators and to the metrics token, to nobody else', async () => {
    const admin = await createPerson(app, { role: 'ADMIN' });
    const rider = await createPerson(app);
    for (const authorization of [admin.authorization, `Bearer ${metricsToken}`]) {
      const { body } = await app.http.get('/health').set({ authorization }).expect(200);
      expect(body.checks.map(({ name }: { name: string }) => name)).to.include.members(['database', 'migrations', 'disk']);
    }
    for (const authorization of [rider.authorization, 'Bearer a-token-for-machines-onlz', 'nonsense']) {
      const { body } = await app.http.get('/health').set({ authorization }).expect(200);
      expect(body).to.not.have.property('checks');
    }
  });

  it('stands outside the prefix', async () => {
    await app.http.get('/api/v1/health').expect(404);
  });
});

describe('health of a server that cannot serve', () => {
  let app: TestApp;
  before(async () => {
    app = await buildTestApp();
  });
  after(() => app.close());

  it('ready is 503 and names what is missing while a migration is pending; live stays 200', async () => {
    await app.knex('knex_migrations').where({ name: '20261123000400_listing_categories' }).del();
    const { body } = await app.http.get('/health/ready').expect(503);
    expect(body).to.deep.equal({ status: 'down', failing: ['migrations'] });
    await app.http.get('/health/live').expect(200);
    expect((await app.http.get('/health').expect(503)).body.status).to.equal('down');
    await app.knex('knex_migrations').insert({ name: '20261123000400_listing_categories', batch: 1, migration_time: new Date() });
    await app.http.get('/health/ready').expect(200);
  });
});
