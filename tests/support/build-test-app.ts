import { once } from 'node:events';
import { rmSync } from 'node:fs';
import type { Container } from 'inversify';
import type { Knex } from 'knex';
import supertest from 'supertest';
import { WinstonLogger } from '../../src/adapters/winston/winston-logger.js';
import { type Application, composeApplication, type FeatureModule } from '../../src/composition/index.js';
import { Mailer } from '../../src/core/mail/index.js';
import { RatePolicies } from '../../src/core/security/index.js';
import { removeKeysOfApplication } from './redis-client.js';
import { RecordingMailer } from './recording-mailer.js';
import { watchLog, watchStatements } from './canaries.js';
import { checkResponses } from './response-check.js';
import { type ConfigChanges, testConfig, withChanges } from './test-config.js';
import { type ServerLimits, testDatabase, type TestDatabase } from './test-database.js';

export interface TestApp {
  readonly application: Application;
  readonly container: Container;
  readonly knex: Knex;
  readonly database: TestDatabase;
  /** `await app.http.get('/api/v1/listings/categories').expect(200)` */
  readonly http: ReturnType<typeof supertest>;
  readonly mails: RecordingMailer;
  /** Delivers every recorded event now: mails are sent, files removed. */
  settle(): Promise<void>;
  /** Ends everything; throws when an answer of this app was not as documented, or said too much. */
  close(): Promise<void>;
}

export interface TestAppOptions {
  readonly config?: ConfigChanges;
  readonly extra?: readonly FeatureModule[];
  /** Of the connections to a real server. */
  readonly database?: ServerLimits;
  /**
   * The application whose second instance this is: with its configuration (but for `config`), its database and its Redis. Closed before that one. Instances in one
   * process without Redis keep what they cache each for itself.
   */
  readonly beside?: TestApp;
}

/**
 * The whole application on a database of its own (embedded, or a clone on the server of the services lane). `override` swaps adapters before
 * anything is resolved: `buildTestApp((container) => container.rebind(Cache).toConstantValue(new DeadCache()))`.
 */
export async function buildTestApp(override?: (container: Container) => void, options: TestAppOptions = {}): Promise<TestApp> {
  const { beside } = options;
  const config = beside ? withChanges(beside.application.config, options.config) : testConfig(options.config);
  const database = beside?.database ?? (await testDatabase(options.database));
  const mails = new RecordingMailer();
  const early: string[] = [];
  let tell = (fault: string): void => void early.push(fault);
  let log: ReturnType<typeof watchLog> | undefined;
  const application = await composeApplication(config, {
    knex: beside ? database.again() : database.knex,
    ...(options.extra ? { extra: options.extra } : {}),
    override: (container) => {
      container.rebind(Mailer).toConstantValue(mails);
      override?.(container);
      log = watchLog(container, config, (fault) => tell(fault));
    },
  });
  const { container, http } = application;
  await container.get(RatePolicies).reload();
  const responses = checkResponses(application);
  ({ tell } = responses);
  early.forEach(tell);
  watchStatements(application.knex, tell);
  await once(http.server.listen(0, '127.0.0.1'), 'listening');
  return {
    application,
    container,
    knex: database.knex,
    database,
    http: supertest(http.server),
    mails,
    settle: () => application.outbox.drain(),
    close: async () => {
      await application.stop();
      container.get(WinstonLogger).close();
      log?.end();
      if (beside) return responses.assertNone();
      if (config.redis.url) await removeKeysOfApplication(config.redis.url, config.redis.prefix);
      await database.drop();
      rmSync(config.dataDir, { recursive: true, force: true });
      responses.assertNone();
    },
  };
}
