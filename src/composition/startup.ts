import { Logger } from '../core/observability/index.js';
import { seedReference } from '../../seeds/reference.js';
import type { Application } from './application.js';
import { migrations } from './database.js';

/** Brings the database up to date where the configuration allows it: migrations, then reference data. */
export async function prepareDatabase({ config, container, knex }: Application): Promise<void> {
  if (!config.startup.migrate) return;
  const logger = container.get(Logger);
  const [, applied] = (await knex.migrate.latest(migrations)) as [number, string[]];
  if (applied.length > 0) logger.log('info', 'startup', `${applied.length} migration(s) were run`, { applied });
  await seedReference(knex);
}
