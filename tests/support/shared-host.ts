import { once } from 'node:events';
import http, { type OutgoingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CursorCodec } from '../../src/adapters/http/cursor-codec.js';
import { RequestError } from '../../src/adapters/http/errors/request-error.js';
import { createExpressServer } from '../../src/adapters/http/express-server.js';
import { KnownUrls } from '../../src/adapters/http/known-urls.js';
import { routesOf } from '../../src/adapters/http/routes.js';
import { createHost } from '../../src/adapters/http/server.js';
import { ServerState } from '../../src/adapters/http/server-state.js';
import { MemoryEntryStore } from '../../src/adapters/memory/memory-entry-store.js';
import { MemoryInvalidationFeed } from '../../src/adapters/memory/memory-invalidation-feed.js';
import { MemoryRateLimiter } from '../../src/adapters/memory/memory-rate-limiter.js';
import { QueueingBulkhead } from '../../src/adapters/memory/queueing-bulkhead.js';
import { CacheStatistics, LoadingCache, ProcessTier, type TierEntry } from '../../src/core/caching/index.js';
import { PartitionKeys, policyNames, RateOverrides, RatePolicies, type Rates } from '../../src/core/security/index.js';
import { currentScope, ErrorTracker, type LogFields, Logger, type LogLevel } from '../../src/core/observability/index.js';
import { FakeClock } from './fake-clock.js';
import { SharedController } from './shared-feature.js';

export interface Line {
  readonly level: LogLevel;
  readonly context: string;
  readonly message: string;
  readonly fields: LogFields;
  readonly requestId: string | undefined;
}

class RecordingLogger extends Logger {
  readonly lines: Line[] = [];
  override log(level: LogLevel, context: string, message: string, fields: LogFields = {}): void {
    this.lines.push({ level, context, message, fields, requestId: currentScope()?.requestId });
  }
}

class RecordingErrors extends ErrorTracker {
  readonly captured: unknown[] = [];
  override capture(error: unknown): void {
    this.captured.push(error);
  }
  override async flush(): Promise<void> {}
}

class NoOverrides extends RateOverrides {
  override async all(): Promise<[]> {
    return [];
  }
  override async set(): Promise<void> {}
  override async remove(): Promise<boolean> {
    return false;
  }
}

/** As it came over the wire. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** Whether Express was entered. */
  readonly express: boolean;
}

export interface SharedHostOptions {
  readonly points?: number;
  readonly trustedProxies?: number;
}

export const allowedOrigin = 'http://web.test';

/** The host with shared answers alone: no container, no database, a clock that stands still. */
export class SharedHost {
  readonly controller = new SharedController();
  readonly clock = new FakeClock();
  readonly logger = new RecordingLogger();
  readonly errors = new RecordingErrors();
  readonly state = new ServerState();
  readonly statistics = new CacheStatistics();
  readonly cache: LoadingCache;
  readonly #server: http.Server;
  #entered = 0;

  private constructor({ points = 1_000_000, trustedProxies = 0 }: SharedHostOptions) {
    const feed = new MemoryInvalidationFeed();
    const tier = new ProcessTier<TierEntry>(feed, { maxBytes: 10_000_000 });
    const store = new MemoryEntryStore(this.clock, { maxBytes: 10_000_000 }, feed.publish);
    const bulkhead = new QueueingBulkhead({ atOnce: 10, maxWaiting: 100, maxWaitMs: 1_000 });
    this.cache = new LoadingCache(store, tier, bulkhead, this.clock, this.statistics, {
      softTimeoutMs: 1_000,
      hardTimeoutMs: 5_000,
      retryPauseMs: 0,
      mustBypass: () => false,
      // Neither jitter nor early refresh.
      random: () => 0,
    });
    const policy = { points, windowSeconds: 600 };
    const events = { note: () => undefined };
    const { app, fastPath } = createHost({
      apiPrefix: '/api',
      trustedProxies,
      allowedOrigins: [allowedOrigin],
      development: false,
      routes: routesOf(SharedController, this.controller),
      serve: {
        authenticate: async (token) => {
          if (!token.startsWith('user-')) throw new RequestError('UNAUTHENTICATED', 'Who?');
          return { userId: token, role: 'USER', sessionId: 'session' };
        },
        authenticateKey: () => Promise.reject(new RequestError('UNAUTHENTICATED', 'Who?')),
        once: { execute: async (_call, work) => ({ ...(await work()), replayed: false }) },
        limits: {
          limiter: new MemoryRateLimiter(),
          policies: new RatePolicies(
            Object.fromEntries(policyNames.map((name) => [name, policy])) as Rates,
            new NoOverrides(),
            this.logger,
          ),
          partitions: new PartitionKeys('secret'),
        },
        cursors: new CursorCodec('secret'),
        publicUrl: 'http://api.test',
        uploadDirectory: '/nowhere',
        events,
        cache: this.cache,
        clock: this.clock,
        answerShape: 1,
        knownUrls: new KnownUrls(),
      },
      logger: this.logger,
      errors: this.errors,
      state: this.state,
      events,
      health: (_req, _res, next) => next(),
      pages: [],
    });
    this.#server = createExpressServer(app, fastPath);
    const express = app as unknown as { handle: (...args: unknown[]) => void };
    const handle = express.handle.bind(app);
    express.handle = (...args) => {
      this.#entered += 1;
      handle(...args);
    };
  }

  /** How many requests Express was given. */
  get entered(): number {
    return this.#entered;
  }

  static async start(options: SharedHostOptions = {}): Promise<SharedHost> {
    const host = new SharedHost(options);
    host.#server.listen(0, '127.0.0.1');
    await once(host.#server, 'listening');
    return host;
  }

  /** Below `/api/shared`. One request at a time. */
  async ask(path: string, headers: OutgoingHttpHeaders = {}, method = 'GET'): Promise<Answer> {
    const entered = this.#entered;
    const { port } = this.#server.address() as AddressInfo;
    const request = http.request({ port, host: '127.0.0.1', path: `/api/shared${path}`, method, headers, agent: false });
    request.end();
    const [response] = (await once(request, 'response')) as [http.IncomingMessage];
    const chunks: Buffer[] = [];
    for await (const chunk of response) chunks.push(chunk as Buffer);
    const named = Object.entries(response.headersDistinct).map(([name, values = []]) => [name, values.join(' & ')]);
    return {
      status: response.statusCode ?? 0,
      headers: Object.fromEntries(named) as Record<string, string>,
      body: Buffer.concat(chunks),
      express: this.#entered > entered,
    };
  }

  async close(): Promise<void> {
    this.#server.close();
    this.#server.closeAllConnections();
    await once(this.#server, 'close');
  }
}
