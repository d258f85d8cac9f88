import 'reflect-metadata';
import { banner, composeApplication, installProcessHandlers, prepareDatabase } from './composition/index.js';
import { ConfigError, loadConfig } from './config/index.js';

/** Failures that a person can mend are told without a stack. */
function explain(error: unknown): string {
  if (error instanceof ConfigError || (error instanceof Error && error.name === 'DataDirectoryInUse')) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

try {
  const application = await composeApplication(loadConfig());
  installProcessHandlers(application);
  await prepareDatabase(application);
  const port = await application.start();
  console.log(banner(application, port));
} catch (error) {
  console.error(explain(error));
  process.exit(1);
}
