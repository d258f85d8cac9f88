import { expect } from 'chai';
import { Logger } from '../../../src/core/observability/index.js';
import { policyNames, type RateOverride, RateOverrides, RatePolicies, type Rates } from '../../../src/core/security/index.js';

class Stored extends RateOverrides {
  stored: RateOverride[] = [];
  reads = 0;
  failing = false;
  /** What the next read waits for. */
  held: Promise<void> | undefined;

  override async all(): Promise<RateOverride[]> {
    this.reads += 1;
    const found = [...this.stored];
    await this.held;
    if (this.failing) throw new Error('away');
    return found;
  }
  override async set(override: RateOverride): Promise<void> {
    this.stored = [override];
  }
  override async remove(): Promise<boolean> {
    this.stored = [];
    return true;
  }
}

class Lines extends Logger {
  readonly levels: string[] = [];
  override log(level: string): void {
    this.levels.push(level);
  }
}

describe('RatePolicies', () => {
  const rates = Object.fromEntries(policyNames.map((name) => [name, { points: 10, windowSeconds: 60 }])) as Rates;
  const search: RateOverride = { policy: 'search', points: 50, windowSeconds: 5, changedAt: new Date() };
  let overrides: Stored;
  let lines: Lines;
  let now: number;
  let policies: RatePolicies;
  beforeEach(() => {
    now = 0;
    overrides = new Stored();
    lines = new Lines();
    policies = new RatePolicies(rates, overrides, lines, () => now);
  });
  const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

  it('are those of the configuration, at once, and those of the administrators a moment later', async () => {
    await overrides.set(search);
    expect(policies.of('search')).to.deep.equal({ name: 'search', points: 10, windowSeconds: 60 });
    await settle();
    expect(policies.of('search')).to.deep.equal({ name: 'search', points: 50, windowSeconds: 5 });
    expect(policies.of('post')).to.deep.equal({ name: 'post', points: 10, windowSeconds: 60 });
  });

  it('are read once, however often they are asked for, and again after a minute or a change', async () => {
    const ask = async (): Promise<number> => {
      for (let i = 0; i < 100; i += 1) policies.of('global');
      await settle();
      return overrides.reads;
    };
    expect(await ask()).to.equal(1);
    now = 59_999;
    expect(await ask()).to.equal(1);
    now = 60_000;
    expect(await ask()).to.equal(2);
    policies.forget();
    expect(await ask()).to.equal(3);
  });

  it('stay as they were while they cannot be read, which is told once and tried every second', async () => {
    await overrides.set(search);
    await policies.reload();
    overrides.failing = true;
    for (let i = 0; i < 5; i += 1) {
      now += 60_000;
      policies.of('search');
      await settle();
      policies.of('search');
      await settle();
    }
    expect(overrides.reads).to.equal(6);
    expect(lines.levels).to.deep.equal(['warn']);
    expect(policies.of('search').points).to.equal(50);
    await overrides.remove();
    overrides.failing = false;
    now += 1_000;
    policies.of('search');
    await settle();
    expect(policies.of('search').points).to.equal(10);
  });

  it('do not miss a change that came while they were read', async () => {
    let release = (): void => undefined;
    overrides.held = new Promise((resolve) => (release = resolve));
    policies.of('search');
    await overrides.set(search);
    const reloaded = policies.reload();
    release();
    await reloaded;
    expect(policies.of('search').points).to.equal(50);
    expect(overrides.reads).to.equal(2);
  });
});
