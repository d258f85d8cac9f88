import { WinstonLogger } from '../adapters/winston/winston-logger.js';
import { ErrorTracker, Logger } from '../core/observability/index.js';
import type { Application } from './application.js';

const flushMs = 2_000;

/**
 * SIGTERM and SIGINT stop the program in order and end it with 0; a second signal ends it at once. An error that nobody caught leaves the
 * program in an unknown state: it is logged, reported, and ends the process with 1.
 */
export function installProcessHandlers(application: Application): void {
  const { container } = application;
  const logger = container.get(Logger);
  let stopping = false;

  const stop = (signal: NodeJS.Signals): void => {
    if (stopping) {
      logger.log('warn', 'shutdown', `${signal} again: ending at once`);
      process.exit(1);
    }
    stopping = true;
    logger.log('info', 'shutdown', `${signal}: finishing what is in flight`);
    application.stop().then(
      () => {
        logger.log('info', 'shutdown', 'Everything is closed');
        process.exit(0);
      },
      (error: unknown) => {
        logger.log('error', 'shutdown', 'Closing failed', { error });
        process.exit(1);
      },
    );
  };

  const crash = (kind: string) => (error: unknown) => {
    const tracker = container.get(ErrorTracker);
    logger.log('error', 'process', `${kind}: the process ends`, { error });
    tracker.capture(error, { kind });
    const end = (): void => {
      container.get(WinstonLogger).flush();
      process.exit(1);
    };
    tracker.flush(flushMs).then(end, end);
  };

  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  process.on('uncaughtException', crash('uncaught exception'));
  process.on('unhandledRejection', crash('unhandled rejection'));
}
