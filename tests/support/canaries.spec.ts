import { expect } from 'chai';
import { ErrorTracker, Logger } from '../../src/core/observability/index.js';
import { buildTestApp, type TestApp } from './build-test-app.js';
import { watchRedis } from './canaries.js';
import { createPerson } from './people.js';
import { ResponseFaults, untold } from './response-faults.js';

describe('canaries', () => {
  async function faultsOf(work: (app: TestApp) => Promise<unknown>): Promise<readonly string[]> {
    const app = await buildTestApp();
    await work(app);
    try {
      await app.close();
    } catch (error) {
      if (error instanceof ResponseFaults) return error.faults;
      throw error;
    }
    return [];
  }
  const logged = (write: (logger: Logger, app: TestApp) => unknown) =>
    faultsOf(async (app) => {
      write(app.container.get(Logger), app);
    });

  it('say nothing of what is masked', async () => {
    const faults = await faultsOf(async (app) => {
      const { authorization, email } = await createPerson(app);
      const logger = app.container.get(Logger);
      logger.log('info', 'test', `sent to ${email}`, { authorization, note: authorization, password: 'მოტოციკლი Tbilisi 26' });
    });
    expect(faults).to.deep.equal([]);
  });

  it('find a secret of the configuration in any line, also one of a level that is not shown', async () => {
    const faults = await logged((logger, { application }) =>
      logger.log('debug', 'test', `signed with ${application.config.tokens.accessSecret}`),
    );
    expect(faults).to.have.length(1);
  });

  it('find a password, and a hash of one', async () => {
    expect(await logged((logger) => logger.log('info', 'test', 'x', { note: 'მოტოციკლი Tbilisi 26' }))).to.have.length(1);
    expect(await logged((logger) => logger.log('info', 'test', '$argon2id$v=19$m=1'))).to.have.length(1);
  });

  it('find a secret in what is reported as an error', async () => {
    const faults = await logged((_logger, { container, application }) =>
      container.get(ErrorTracker).capture(new Error(`cannot use ${application.config.tokens.refreshSecret}`)),
    );
    expect(faults).to.have.length(1);
  });

  it('find a statement with a value in its text', async () => {
    const faults = await faultsOf(async (app) => {
      const { id, username } = await createPerson(app);
      for (const [column, value] of Object.entries({ id, username })) {
        const text = ['select * from users where ', column, " = '", value, "'"].join('');
        await app.knex.raw(text);
      }
      await app.knex('users').where({ id }).select();
    });
    expect(faults).to.have.length(2);
  });

  it('find a command that stops Redis for everybody, whoever sends it', async () => {
    const { Redis } = await import('ioredis');
    const told: string[] = [];
    const before = Redis.prototype.sendCommand;
    Redis.prototype.sendCommand = () => Promise.resolve('OK');
    try {
      watchRedis((fault) => told.push(fault));
      const client = new Redis({ lazyConnect: true });
      await client.call('KEYS', '*');
      await client.flushall();
      await client.call('GET', 'x');
    } finally {
      Redis.prototype.sendCommand = before;
    }
    expect(told).to.deep.equal(['Redis was sent KEYS', 'Redis was sent FLUSHALL']);
    expect([...untold]).to.deep.equal([]);
  });
});
