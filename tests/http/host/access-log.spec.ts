import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { WinstonLogger } from '../../../src/adapters/winston/winston-logger.js';
import { buildTestApp, type TestApp } from '../../support/build-test-app.js';
import { eventually } from '../../support/eventually.js';
import { createPerson } from '../../support/people.js';

interface Line {
  level: string;
  context: string;
  requestId?: string;
  userId?: string;
  timestamp: string;
  metadata: { method: string; route?: string; status: number; durationMs: number; address: string; errorCode?: string };
}

describe('the access log', () => {
  const directory = mkdtempSync(path.join(tmpdir(), 'bikearea-log-'));
  const file = path.join(directory, 'log');
  const descriptor = openSync(file, 'w');
  const logger = new WinstonLogger({ level: 'info', json: true, descriptor });
  let app: TestApp;
  before(async () => {
    app = await buildTestApp((container) => container.rebind(WinstonLogger).toConstantValue(logger));
  });
  after(async () => {
    await app.close();
    logger.close();
    closeSync(descriptor);
    rmSync(directory, { recursive: true });
  });

  async function lineOf(requestId: string): Promise<Line> {
    let found: Line | undefined;
    await eventually(`a line of ${requestId}`, () => {
      logger.flush();
      const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
      found = lines
        .map((line) => JSON.parse(line) as Line)
        .find((line) => line.requestId === requestId && line.context === 'access');
      return found !== undefined;
    });
    return found as Line;
  }

  it('has one line a request: who, what by its route, how it went, how long, under the id that the answer bears', async () => {
    const person = await createPerson(app);
    const { headers } = await app.http
      .get(`/api/v1/users/${person.username}`)
      .set('authorization', person.authorization)
      .expect(200);
    const line = await lineOf(String(headers['x-request-id']));
    expect(line).to.include({ level: 'info', userId: person.id });
    expect(line.metadata).to.include({ method: 'GET', route: '/api/v1/users/:username', status: 200 });
    expect(line.metadata.durationMs).to.be.greaterThan(0);
    expect(new Date(line.timestamp).toISOString()).to.equal(line.timestamp);
  });

  it('keeps the id that a caller sent, and warns of refusals', async () => {
    await app.http.get('/api/v1/auth/me').set('x-request-id', 'from-the-caller').expect(401);
    const line = await lineOf('from-the-caller');
    expect(line.level).to.equal('warn');
    expect(line.metadata).to.include({ status: 401, errorCode: 'UNAUTHENTICATED' });
  });

  it('says nothing of the query, of bodies and tokens, and nothing about the probes', async () => {
    const person = await createPerson(app);
    await app.http.get('/api/v1/users/search?q=looking-for-somebody').set('authorization', person.authorization).expect(200);
    await app.http
      .post('/api/v1/auth/login')
      .set('x-request-id', 'a-failed-login')
      .send({ email: person.email, password: 'Secret-of-nobody-1' });
    await app.http.get('/health/live').expect(200);
    await lineOf('a-failed-login');
    const text = readFileSync(file, 'utf8');
    for (const hidden of ['looking-for-somebody', 'Secret-of-nobody-1', person.email, person.authorization.slice(7), '/health']) {
      expect(text).to.not.include(hidden);
    }
  });
});
