import 'reflect-metadata';
import { composeApplication, prepareDatabase } from '../src/composition/index.js';
import { loadConfig } from '../src/config/index.js';
import { serveDriver } from './child.js';
import { fixtureFeature } from './fixture-feature.js';
import { runJobsOnce } from './recurring-jobs.js';

/** The whole product, hardened as in production, with the fixture controller beside its own. */
const application = await composeApplication(loadConfig(), { extra: [fixtureFeature] });
await prepareDatabase(application);
await runJobsOnce(application);
serveDriver(await application.start());
