import { expect } from 'chai';
import {
  cacheFamily,
  catalogue,
  type LoadingCache,
  type Warm,
  Warming,
  type WarmingTask,
} from '../../../src/core/caching/index.js';
import { type TrendingReader, WarmTrending as ProductsWarmTrending } from '../../../src/core/feed/index.js';
import { CacheInstances } from '../../support/cache-instances.js';
import { FakeClock } from '../../support/fake-clock.js';
import { LogLines } from '../../support/log-lines.js';
import { rejection } from '../../support/rejection.js';

const trending = cacheFamily<number>()('trending', { ttlSeconds: 300, version: 1 });

/** Loads the number of its loads. */
class WarmTrending implements WarmingTask {
  readonly name = 'trending';
  readonly everySeconds = 120;
  loads = 0;

  readonly load = async (): Promise<number> => {
    this.loads += 1;
    return this.loads;
  };

  async run(warm: Warm): Promise<void> {
    await warm(trending, {}, this.load);
  }
}

const failing: WarmingTask = {
  name: 'failing',
  run: () => Promise.reject(new Error('the table is not there')),
};

const noTrending: TrendingReader = {
  posts: () => Promise.reject(new Error('not asked')),
  hashtags: () => Promise.reject(new Error('not asked')),
};

describe('warming', () => {
  let clock: FakeClock;
  let instances: CacheInstances;
  let log: LogLines;

  beforeEach(() => {
    clock = new FakeClock();
    instances = new CacheInstances(clock);
    log = new LogLines();
  });

  const warming = (cache: LoadingCache, tasks: readonly WarmingTask[], budgetMs?: number): Warming =>
    new Warming(cache, tasks, log, budgetMs);

  it('at start has values loaded before anybody asks', async () => {
    const cache = await instances.add();
    const task = new WarmTrending();
    await warming(cache, [task]).atStart();
    expect(task.loads).to.equal(1);
    const { value, tier } = await cache.getOrLoad(trending, {}, task.load);
    expect({ value, tier, loads: task.loads }).to.deep.equal({ value: 1, tier: 'process', loads: 1 });
    expect(log.all).to.deep.equal([]);
  });

  it('at start of a second instance takes what the first has loaded', async () => {
    const task = new WarmTrending();
    await warming(await instances.add(), [task]).atStart();
    const second = await instances.add();
    await warming(second, [task]).atStart();
    expect(task.loads).to.equal(1);
    expect(second.peek(trending, {})?.value).to.equal(1);
  });

  it('logs a task that fails, and does the others', async () => {
    const task = new WarmTrending();
    await warming(await instances.add(), [failing, task]).atStart();
    expect(task.loads).to.equal(1);
    expect(log.all.map(({ level, fields }) => ({ level, task: fields['task'] }))).to.deep.equal([
      { level: 'warn', task: 'failing' },
    ]);
  });

  it('waits no longer than its budget for a task that hangs, and names it', async () => {
    const task = new WarmTrending();
    const hanging: WarmingTask = { name: 'hanging', run: () => new Promise(() => undefined) };
    await warming(await instances.add(), [hanging, task], 50).atStart();
    expect(task.loads).to.equal(1);
    expect(log.all.map(({ fields }) => fields)).to.deep.equal([{ tasks: ['hanging'] }]);
  });

  it('again and again keeps a value from ever being over: every reader for an hour is given a kept one', async () => {
    const [writer, reader] = [await instances.add(), await instances.add()];
    const task = new WarmTrending();
    const [job] = warming(writer, [task]).jobs();
    expect({ name: job?.name, everySeconds: job?.everySeconds }).to.deep.equal({ name: 'warm-trending', everySeconds: 120 });
    await warming(writer, [task]).atStart();
    for (let second = 10; second <= 3_600; second += 10) {
      clock.advance(10_000);
      if (second % 120 === 0) await job?.run();
      for (const cache of [writer, reader]) await cache.getOrLoad(trending, {}, () => Promise.reject(new Error('was over')));
    }
    expect(task.loads).to.equal(1 + 3_600 / 120);
    for (const cache of [writer, reader]) expect(cache.statistics.of('trending').misses).to.be.at.most(1);
    expect(reader.statistics.of('trending').misses).to.equal(0);
  });

  it('again and again shows each reader the newest value no later than the time of the one before', async () => {
    const cache = await instances.add();
    const task = new WarmTrending();
    const [job] = warming(cache, [task]).jobs();
    await job?.run();
    await job?.run();
    expect((await cache.getOrLoad(trending, {}, task.load)).value, 'really loaded anew').to.equal(2);
  });

  it('leaves the load to whoever is at it', async () => {
    const [one, other] = [await instances.add(), await instances.add()];
    const task = new WarmTrending();
    let finish = (_value: number): void => undefined;
    const loading = one.refresh(trending, {}, () => new Promise((resolve) => (finish = resolve)));
    await Promise.resolve();
    await warming(other, [task]).jobs()[0]?.run();
    expect(task.loads).to.equal(0);
    finish(7);
    await loading;
    expect((await other.getOrLoad(trending, {}, task.load)).value).to.equal(7);
  });

  it('rejects when the source fails, and leaves what is kept', async () => {
    const cache = await instances.add();
    const task = new WarmTrending();
    await warming(cache, [task]).atStart();
    const down = new Error('down');
    expect(await rejection(cache.refresh(trending, {}, () => Promise.reject(down)))).to.equal(down);
    expect((await cache.getOrLoad(trending, {}, task.load)).value).to.equal(1);
  });

  it('of what is trending comes round twice before its time is over', () => {
    const { trendingPosts, trendingHashtags } = catalogue;
    const shortestSeconds = 0.9 * Math.min(trendingPosts.ttlSeconds, trendingHashtags.ttlSeconds);
    expect(2 * new ProductsWarmTrending(noTrending).everySeconds).to.be.at.most(shortestSeconds);
  });
});
