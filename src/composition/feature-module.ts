import type { Container } from 'inversify';
import type { ExtraOpenApi } from '../adapters/http/openapi/build-openapi.js';
import type { ControllerClass } from '../adapters/http/routes.js';
import type { Config } from '../config/index.js';
import type { RecurringJob } from '../core/background/index.js';
import type { AnyInvalidations, CacheFamily, WarmingTask } from '../core/caching/index.js';
import type { EventHandler } from '../core/kernel/index.js';
import type { Token } from './wire.js';

/** What one feature brings: its bindings, and what of it is reached from outside. */
export interface FeatureModule {
  bind(container: Container, config: Config): void;
  readonly controllers: readonly ControllerClass[];
  readonly eventHandlers: readonly Token<EventHandler>[];
  readonly jobs: readonly Token<RecurringJob>[];
  /** What its events end in the cache. */
  readonly invalidations?: AnyInvalidations;
  /** What it caches, by name: known to administrators before the first read. Those of the catalogue and of its routes are known anyway. */
  readonly families?: readonly Pick<CacheFamily<never, never>, 'name'>[];
  /** Values that are to be in the cache before the first request, and stay there. */
  readonly warming?: readonly Token<WarmingTask>[];
  /** For a feature outside the product (a fixture): its part of the document. Without it, such a feature is not documented. */
  readonly openApi?: ExtraOpenApi;
}
