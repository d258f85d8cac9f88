import { everything, LoadingCache } from '../../src/core/caching/index.js';
import type { TestApp } from './build-test-app.js';

/** For rows changed straight in the tables, past the use cases whose events would tell the cache: ends all that it keeps. */
export async function endEverything({ container }: Pick<TestApp, 'container'>): Promise<void> {
  await container.get(LoadingCache).invalidate([everything]);
}
