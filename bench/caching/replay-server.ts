import 'reflect-metadata';
import { composeApplication, prepareDatabase } from '../../src/composition/index.js';
import { loadConfig } from '../../src/config/index.js';
import { Clock } from '../../src/core/kernel/index.js';
import { serveDriver } from '../child.js';
import { runJobsOnce } from '../recurring-jobs.js';
import { DrivenClock } from './driven-clock.js';

/** The whole product on a clock that begins at BENCH_CLOCK_ORIGIN (ms since the epoch) and goes as the driver says. */
const clock = new DrivenClock(Number(process.env['BENCH_CLOCK_ORIGIN']));
process.on('message', clock.obey);
const application = await composeApplication(loadConfig(), {
  override: (container) => container.rebind(Clock).toConstantValue(clock),
});
await prepareDatabase(application);
await runJobsOnce(application);
serveDriver(await application.start());
