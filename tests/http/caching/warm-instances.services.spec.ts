import { expect } from 'chai';
import type { FeatureModule } from '../../../src/composition/index.js';
import { startJobs } from '../../../src/composition/background-work.js';
import { JobQueue } from '../../../src/core/background/index.js';
import { cacheFamily, LoadingCache, type Warm, Warming, type WarmingTask } from '../../../src/core/caching/index.js';
import { Logger } from '../../../src/core/observability/index.js';
import { buildTestApp, type TestApp } from '../../support/build-test-app.js';
import { eventually } from '../../support/eventually.js';
import { requireRedisUrl } from '../../support/services.js';

const trending = cacheFamily<number>()('garage:trending', { ttlSeconds: 60, version: 1 });
const everySeconds = 1;

describe('warming on two instances', () => {
  let apps: TestApp[];

  before(async () => {
    requireRedisUrl();
    const one = await buildTestApp();
    const { prefix } = one.application.config.redis;
    apps = [one, await buildTestApp(undefined, { config: { redis: { prefix } } })];
  });
  after(async () => {
    for (const app of apps) await app.close();
  });

  it('is done once a period, by one of them', async () => {
    const runs: number[] = [];
    const task: WarmingTask = {
      name: 'garage-trending',
      everySeconds,
      run: async (warm: Warm) => {
        await warm(trending, {}, async () => runs.push(performance.now()));
      },
    };
    const none: readonly FeatureModule[] = [];
    const started = performance.now();
    for (const { container } of apps) {
      const warming = new Warming(container.get(LoadingCache), [task], container.get(Logger));
      await startJobs(container, none, warming.jobs());
    }
    await eventually('it was done four times', () => runs.length >= 4, 15_000);
    const periods = (performance.now() - started) / (everySeconds * 1_000);
    await Promise.all(apps.map(({ container }) => container.get(JobQueue).close(1_000)));
    // Each for itself would have done it twice a period.
    expect(runs.length).to.be.at.most(Math.ceil(periods) + 1);
  });
});
