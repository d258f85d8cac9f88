import 'reflect-metadata';
import { banner, composeApplication, explainFailure, installProcessHandlers, prepareDatabase } from './composition/index.js';
import { loadConfig } from './config/index.js';

try {
  const application = await composeApplication(loadConfig());
  installProcessHandlers(application);
  await prepareDatabase(application);
  const port = await application.start();
  console.log(banner(application, port));
} catch (error) {
  console.error(explainFailure(error));
  process.exit(1);
}
