import { setTimeout as sleep } from 'node:timers/promises';
import { WinstonLogger } from '../adapters/winston/winston-logger.js';
import { ErrorTracker, Logger } from '../core/observability/index.js';
import type { Application } from './application.js';
import { preparationOver } from './startup.js';

const flushMs = 2_000;
/** Ctrl-C under npm arrives twice, from the terminal and from npm: what follows this soon is the same wish. */
const sameWishMs = 400;
/** Beyond the times that the parts of the shutdown have: then something hangs that should not. */
const patienceMs = 10_000;

/**
 * SIGTERM and SIGINT stop the program in order and end it with 0; a second signal, or a stop that hangs, ends it with 1. An error that nobody
 * caught leaves the program in an unknown state: it is logged, reported, and ends the process with 1.
 */
export function installProcessHandlers(application: Application): void {
  const { container, config } = application;
  const logger = container.get(Logger);
  let stoppingSince: number | undefined;
  let crashed = false;

  const end = (code: number): never => {
    container.get(WinstonLogger).flush();
    process.exit(code);
  };

  const stop = (signal: NodeJS.Signals): void => {
    if (stoppingSince !== undefined) {
      if (performance.now() - stoppingSince < sameWishMs) return;
      logger.log('warn', 'shutdown', `${signal} again: ending at once`);
      end(1);
    }
    stoppingSince = performance.now();
    logger.log('info', 'shutdown', `${signal}: finishing what is in flight`);
    const limitMs = config.shutdownDelayMs + 2 * config.shutdownTimeoutMs + patienceMs;
    const hangs = sleep(limitMs, undefined, { ref: false }).then(() => {
      throw new Error(`not closed after ${limitMs} ms`);
    });
    Promise.race([preparationOver(application).then(() => application.stop()), hangs]).then(
      () => {
        logger.log('info', 'shutdown', 'Everything is closed');
        end(0);
      },
      (error: unknown) => {
        logger.log('error', 'shutdown', 'Closing failed', { error });
        end(1);
      },
    );
  };

  const crash = (kind: string) => (error: unknown) => {
    logger.log('error', 'process', `${kind}: the process ends`, { error });
    // A second error while the first is on its way out changes nothing any more.
    if (crashed) return;
    crashed = true;
    const tracker = container.get(ErrorTracker);
    tracker.capture(error, { kind });
    const last = (): never => end(1);
    Promise.race([tracker.flush(flushMs), sleep(2 * flushMs)]).then(last, last);
  };

  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  process.on('uncaughtException', crash('uncaught exception'));
  process.on('unhandledRejection', crash('unhandled rejection'));
}
