import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { WinstonLogger } from '../../../src/adapters/winston/winston-logger.js';
import { type Application, composeApplication, type FeatureModule } from '../../../src/composition/index.js';
import {
  cacheFamily,
  CacheStatistics,
  CacheWatch,
  LoadingCache,
  type Warm,
  type WarmingTask,
  watchRules,
} from '../../../src/core/caching/index.js';
import { JobQueue } from '../../../src/core/background/index.js';
import { RefreshTrending } from '../../../src/core/feed/index.js';
import { Logger } from '../../../src/core/observability/index.js';
import { ErrorsSeen } from '../../support/errors-seen.js';
import { eventually } from '../../support/eventually.js';
import { LogLines } from '../../support/log-lines.js';
import { removeKeysOfApplication } from '../../support/redis-client.js';
import { testConfig } from '../../support/test-config.js';
import { type TestDatabase, testDatabase } from '../../support/test-database.js';

const garage = cacheFamily<string>()('garage:doors', { ttlSeconds: 60, version: 1 });

class WarmGarage implements WarmingTask {
  readonly name = 'garage';
  loads = 0;
  /** Whether somebody could connect when it ran. */
  wasListening: boolean | undefined;
  isListening = (): boolean => false;

  readonly load = async (): Promise<string> => {
    this.loads += 1;
    return 'open';
  };

  async run(warm: Warm): Promise<void> {
    this.wasListening = this.isListening();
    await warm(garage, {}, this.load);
  }
}

class WarmRuin implements WarmingTask {
  readonly name = 'ruin';
  run = (): Promise<void> => Promise.reject(new Error('no roof'));
}

const feature: FeatureModule = {
  bind(container) {
    container.bind(WarmGarage).toSelf().inSingletonScope();
    container.bind(WarmRuin).toSelf().inSingletonScope();
  },
  controllers: [],
  eventHandlers: [],
  jobs: [],
  families: [garage],
  warming: [WarmRuin, WarmGarage],
};

class CountingWatch extends CacheWatch {
  checks = 0;

  constructor() {
    super(new CacheStatistics(), new LogLines(), new ErrorsSeen(), { ...watchRules, windowSeconds: 0.02 });
  }

  override check(): void {
    this.checks += 1;
  }
}

describe('a start', () => {
  const log = new LogLines();
  const config = testConfig();
  let application: Application;
  let port: number;
  let database: TestDatabase;
  const watch = new CountingWatch();

  before(async () => {
    database = await testDatabase();
    application = await composeApplication(config, {
      knex: database.knex,
      extra: [feature],
      override: (container) => {
        container.rebind(Logger).toConstantValue(log);
        container.rebind(CacheWatch).toConstantValue(watch);
      },
    });
    application.container.get(WarmGarage).isListening = () => application.http.server.listening;
    port = await application.start();
  });
  after(async () => {
    application.container.get(WinstonLogger).close();
    if (config.redis.url) await removeKeysOfApplication(config.redis.url, config.redis.prefix);
    await database.drop();
    rmSync(config.dataDir, { recursive: true, force: true });
  });

  /** What the database is asked about these things from now on. Other work goes on in the background. */
  const statements = (): (() => string[]) => {
    const seen: string[] = [];
    const note = ({ sql }: { sql: string }): void => {
      if (/listing_categories|trending_posts|trending_hashtags/.test(sql)) seen.push(sql);
    };
    database.knex.on('query', note);
    return () => {
      database.knex.removeListener('query', note);
      return seen;
    };
  };
  const answered = async (path: string): Promise<void> => {
    const { status } = await fetch(`http://127.0.0.1:${port}/api/v1/${path}`);
    expect(status, path).to.equal(200);
  };
  /** How often the ranking was loaded. */
  const rankingLoads = (): number => application.container.get(CacheStatistics).of('trending:posts').loads;

  it('warms the cache before anybody can connect, so that the first reader loads nothing', async () => {
    const task = application.container.get(WarmGarage);
    expect({ loads: task.loads, wasListening: task.wasListening }).to.deep.equal({ loads: 1, wasListening: false });
    const { value, tier } = await application.container.get(LoadingCache).getOrLoad(garage, {}, task.load);
    expect({ value, tier, loads: task.loads }).to.deep.equal({ value: 'open', tier: 'process', loads: 1 });
  });

  it('has categories and what is trending kept: the first guest who asks for them asks the database nothing', async () => {
    // The ranking that every start begins with is over.
    await application.container.get(JobQueue).drain();
    await application.outbox.drain();
    const asked = statements();
    for (const path of ['listings/categories', 'posts/trending', 'posts/hashtags/trending']) await answered(path);
    expect(asked()).to.deep.equal([]);
  });

  it('is followed by a new ranking, which is kept before the first guest asks for it', async () => {
    await application.container.get(RefreshTrending).run();
    await application.outbox.drain();
    const asked = statements();
    for (const path of ['posts/trending', 'posts/hashtags/trending']) await answered(path);
    expect(asked()).to.deep.equal([]);
    expect(rankingLoads(), 'the one before was ended').to.be.greaterThan(1);
  });

  it('goes on when a task fails, which is logged: the service is ready', async () => {
    expect(
      log
        .at('warn')
        .filter(({ context }) => context === 'cache')
        .map(({ fields }) => fields['task']),
    ).to.deep.equal(['ruin']);
    expect((await fetch(`http://127.0.0.1:${port}/health/ready`)).status).to.equal(200);
  });

  it('has the cache watched once a window, until it stops', async () => {
    await eventually('two windows are over', () => watch.checks >= 2);
    await application.stop();
    const atStop = watch.checks;
    await sleep(10 * watch.rules.windowSeconds * 1_000);
    expect(watch.checks).to.equal(atStop);
  });
});
