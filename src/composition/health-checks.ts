import { statfs } from 'node:fs/promises';
import type { Knex } from 'knex';
import type { Config } from '../config/index.js';
import type { BreakerState } from '../core/caching/index.js';
import { Health, type HealthCheck } from '../core/observability/index.js';
import { assertMigrated } from './database.js';
import type { Infrastructure } from './container.js';

const minFreeBytes = 100 * 1024 * 1024;

async function assertDiskSpace(directory: string): Promise<void> {
  const { bavail, bsize } = await statfs(directory);
  if (bavail * bsize < minFreeBytes) throw new Error(`less than ${minFreeBytes / 1024 / 1024} MiB free`);
}

async function assertClosed(state: BreakerState): Promise<void> {
  if (state !== 'closed') throw new Error(`reads go without Redis: ${state}`);
}

/** Looks at the table of migrations until all are there; after that they stay there. */
function migrationsCheck(knex: Knex): () => Promise<void> {
  let done = false;
  return async () => {
    if (!done) await assertMigrated(knex);
    done = true;
  };
}

/** Redis is not required: without it the limits count in this process and reads come from the database. `cache`: the guard of what is kept there. */
export function buildHealth(config: Config, { knex, redis }: Infrastructure, cache?: { readonly state: BreakerState }): Health {
  const checks: HealthCheck[] = [
    {
      name: 'database',
      required: true,
      check: async () => {
        await knex.raw('select 1');
      },
    },
    { name: 'migrations', required: true, check: migrationsCheck(knex), timeoutMs: 5_000 },
    { name: 'disk', required: false, check: () => assertDiskSpace(config.database.url ? '/' : config.dataDir) },
  ];
  if (redis) checks.push({ name: 'redis', required: false, check: () => redis.ping() });
  if (cache) checks.push({ name: 'cache', required: false, check: () => assertClosed(cache.state) });
  return new Health(checks);
}
