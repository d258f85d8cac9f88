import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Container } from 'inversify';
import type { Knex } from 'knex';
import { ServerState } from '../adapters/http/server-state.js';
import type { OutboxDispatcher } from '../adapters/postgres/outbox/outbox-dispatcher.js';
import type { Config } from '../config/index.js';
import { SecurityEvents } from '../core/audit/index.js';
import { JobQueue } from '../core/background/index.js';
import { CacheStatistics, type Warming } from '../core/caching/index.js';
import { ErrorTracker, Logger } from '../core/observability/index.js';
import { RatePolicies } from '../core/security/index.js';
import { buildOutboxDispatcher, buildWarming, startCacheWatch, startJobs } from './background-work.js';
import { buildContainer, features, type Infrastructure } from './container.js';
import { openDatabase } from './database.js';
import type { FeatureModule } from './feature-module.js';
import { buildHealth } from './health-checks.js';
import { buildHttpHost, type HttpHost, uploadDirectory } from './http-host.js';
import { removeLeftoverUploads } from './leftover-uploads.js';
import { guardOf, startCaching, stopCaching } from './modules/caching.js';
import { openRedis, type RedisClients } from './redis-clients.js';

export interface ComposeOptions {
  /** A database that is open already; otherwise the one of the configuration is opened. It is closed with the application either way. */
  readonly knex?: Knex;
  /** Swaps adapters: runs after all bindings and before anything is resolved. */
  readonly override?: (container: Container) => void;
  /** Features besides the product's own (the bench brings one). */
  readonly extra?: readonly FeatureModule[];
}

/** The composed program: made, but neither listening nor working yet. */
export class Application {
  #jobs: JobQueue | undefined;
  #endCacheWatch: (() => void) | undefined;

  constructor(
    readonly config: Config,
    readonly container: Container,
    readonly http: HttpHost,
    readonly outbox: OutboxDispatcher,
    private readonly infrastructure: Infrastructure,
    private readonly modules: readonly FeatureModule[],
    private readonly state: ServerState,
    private readonly warming: Warming,
  ) {}

  get knex(): Knex {
    return this.infrastructure.knex;
  }

  /** Starts background work, warms the cache, then listens: whoever can connect finds it warm. Resolves with the port, which the system chose when 0 was asked for. */
  async start(): Promise<number> {
    await removeLeftoverUploads(uploadDirectory(this.config));
    this.outbox.start();
    this.container.get(SecurityEvents).start();
    // What administrators set holds from the first call.
    await this.container.get(RatePolicies).reload();
    this.#jobs = await startJobs(this.container, this.modules, this.warming.jobs());
    this.#endCacheWatch = startCacheWatch(this.container);
    await this.warming.atStart();
    const { port, host } = this.config.http;
    const { server } = this.http;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, host, () => {
        server.off('error', reject);
        resolve();
      });
    });
    return (server.address() as AddressInfo).port;
  }

  /** Readiness turns 503, and is left to be seen for a moment; what is in flight finishes, within the configured time; then jobs, events and connections end. */
  async stop(): Promise<void> {
    this.state.stopping = true;
    await sleep(this.config.shutdownDelayMs);
    await this.#closeServer();
    this.#endCacheWatch?.();
    await this.outbox.stop();
    await (this.#jobs ?? this.container.get(JobQueue)).close(this.config.shutdownTimeoutMs);
    await this.container.get(SecurityEvents).stop();
    await this.container.get(ErrorTracker).flush(2_000);
    await stopCaching(this.container);
    await this.infrastructure.redis?.close();
    await this.infrastructure.knex.destroy();
  }

  async #closeServer(): Promise<void> {
    const { server } = this.http;
    if (!server.listening) return;
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    const sweep = setInterval(() => server.closeIdleConnections(), 100);
    const force = setTimeout(() => server.closeAllConnections(), this.config.shutdownTimeoutMs);
    await closed;
    clearInterval(sweep);
    clearTimeout(force);
  }
}

/** Opens the connections, binds everything and builds the host. Closes what it opened when it fails. */
export async function composeApplication(config: Config, options: ComposeOptions = {}): Promise<Application> {
  const knex = options.knex ?? openDatabase(config);
  let redis: RedisClients | undefined;
  try {
    let container: Container | undefined;
    const onRedisError = (error: Error): void => container?.get(Logger).log('warn', 'redis', 'Redis is not reachable', { error });
    if (config.redis.url) redis = await openRedis(config, config.redis.url, onRedisError);
    const infrastructure: Infrastructure = redis ? { knex, redis } : { knex };
    const modules = [...features, ...(options.extra ?? [])];
    container = buildContainer(config, infrastructure, options.extra, options.override);
    await startCaching(container);
    const state = new ServerState();
    const health = buildHealth(config, infrastructure, guardOf(container));
    const http = buildHttpHost(container, config, modules, health, state);
    container
      .get(CacheStatistics)
      .declare([...modules.flatMap(({ families = [] }) => families.map(({ name }) => name)), ...http.families]);
    const outbox = buildOutboxDispatcher(container, modules);
    const warming = buildWarming(container, modules);
    return new Application(config, container, http, outbox, infrastructure, modules, state, warming);
  } catch (error) {
    await redis?.close();
    if (!options.knex) await knex.destroy();
    throw error;
  }
}
