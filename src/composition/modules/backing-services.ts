import path from 'node:path';
import type { Container } from 'inversify';
import { FilesystemObjectStorage } from '../../adapters/filesystem/filesystem-object-storage.js';
import { MailboxMailer } from '../../adapters/mailbox/mailbox-mailer.js';
import { InProcessJobQueue } from '../../adapters/memory/in-process-job-queue.js';
import { MemoryCache } from '../../adapters/memory/memory-cache.js';
import { MemoryLock } from '../../adapters/memory/memory-lock.js';
import { MemoryRateLimiter } from '../../adapters/memory/memory-rate-limiter.js';
import { NodeOutgoingHttp } from '../../adapters/node-http/node-outgoing-http.js';
import { R2ObjectStorage } from '../../adapters/r2/r2-object-storage.js';
import { BullmqJobQueue } from '../../adapters/redis/bullmq-job-queue.js';
import { RedisCache } from '../../adapters/redis/redis-cache.js';
import { RedisLock } from '../../adapters/redis/redis-lock.js';
import { RedisRateLimiter } from '../../adapters/redis/redis-rate-limiter.js';
import { SharpImageProcessor } from '../../adapters/sharp/sharp-image-processor.js';
import { SmtpMailer } from '../../adapters/smtp/smtp-mailer.js';
import type { Config } from '../../config/index.js';
import { JobQueue, Lock } from '../../core/background/index.js';
import { Cache } from '../../core/caching/index.js';
import { Clock } from '../../core/kernel/index.js';
import { ImageProcessor, ObjectStorage } from '../../core/media/index.js';
import { Mailer } from '../../core/mail/index.js';
import { ErrorTracker, Logger } from '../../core/observability/index.js';
import { OutgoingHttp } from '../../core/outgoing/index.js';
import { LocalFirstRateLimiter, RateLimiter } from '../../core/security/index.js';
import type { AdapterReport } from '../adapter-report.js';
import type { RedisClients } from '../redis-clients.js';
import { provide, wire } from '../wire.js';

const memoryCacheBytes = 64 * 1024 * 1024;

/** Cache, limits, locks and queue: on Redis when there is an address, otherwise in this process. */
export function bindSharedState(
  container: Container,
  config: Config,
  report: AdapterReport,
  redis: RedisClients | undefined,
): void {
  if (!redis) {
    const reason = 'no REDIS_URL: for one process';
    provide(container, Cache, (get) => new MemoryCache(get(Clock), { maxBytes: memoryCacheBytes }));
    provide(container, RateLimiter, () => new LocalFirstRateLimiter(new MemoryRateLimiter()));
    wire(container, MemoryLock, [Clock], Lock);
    provide(container, JobQueue, (get) => new InProcessJobQueue(get(ErrorTracker)));
    report.chose('Cache', 'memory', reason);
    report.chose('RateLimiter', 'memory', reason);
    report.chose('Lock', 'memory', reason);
    report.chose('JobQueue', 'in-process', `${reason}; waiting jobs end with it`);
    return;
  }
  const reason = 'REDIS_URL is set';
  provide(container, Cache, () => new RedisCache(redis.commands));
  provide(container, RateLimiter, (get) => {
    const onFallback = (error: unknown): void =>
      get(Logger).log('warn', 'redis', 'Limits are counted in this process: Redis did not answer', { error });
    return new LocalFirstRateLimiter(new RedisRateLimiter(redis.commands, new MemoryRateLimiter(), onFallback));
  });
  provide(container, Lock, () => new RedisLock(redis.commands));
  provide(container, JobQueue, (get) => {
    const onError = (error: Error): void => get(Logger).log('warn', 'redis', 'The queue lost its connection', { error });
    const { connectTimeoutMs, commandTimeoutMs } = config.redis;
    const options = {
      url: redis.url,
      prefix: `${config.redis.prefix}:jobs`,
      commandTimeoutMs,
      connectTimeoutMs,
      concurrency: 4,
      retryPauseMs: 1_000,
    };
    return new BullmqJobQueue(get(ErrorTracker), { ...options, onError });
  });
  report.chose('Cache', 'Redis', reason);
  report.chose('RateLimiter', 'Redis', `${reason}; counts in this process while Redis is away`);
  report.chose('Lock', 'Redis', reason);
  report.chose('JobQueue', 'BullMQ on Redis', reason);
}

/** Pictures: R2 when configured, otherwise files that this server hands out itself. */
export function bindStorage(container: Container, config: Config, report: AdapterReport): void {
  provide(container, ImageProcessor, () => new SharpImageProcessor());
  const { r2 } = config;
  if (r2) {
    provide(container, ObjectStorage, () => new R2ObjectStorage({ ...r2, publicBaseUrl: r2.publicUrl }));
    report.chose('ObjectStorage', 'R2', `R2_* is set (bucket ${r2.bucket})`);
    return;
  }
  const directory = path.join(config.dataDir, 'media');
  provide(container, ObjectStorage, () => new FilesystemObjectStorage(directory, `${config.http.publicUrl}/media`));
  report.chose('ObjectStorage', 'files', `no R2_*: kept in ${directory}`);
}

/** Mail: a server when there is one, otherwise files that can be opened. */
export function bindMail(container: Container, config: Config, report: AdapterReport): void {
  const { smtpUrl, from } = config.mail;
  if (smtpUrl) {
    provide(container, Mailer, () => new SmtpMailer(smtpUrl, from));
    report.chose('Mailer', 'SMTP', 'SMTP_URL is set');
    return;
  }
  const directory = path.join(config.dataDir, 'mailbox');
  provide(container, MailboxMailer, (get) => new MailboxMailer(directory, from, get(Clock)));
  provide(container, Mailer, (get) => get(MailboxMailer));
  report.chose('Mailer', 'mailbox', `no SMTP_URL: .eml files in ${directory}`);
}

/** Requests to addresses that people give us: with the bounds of the adapter, which nothing in the environment loosens. */
export function bindOutgoing(container: Container): void {
  provide(container, OutgoingHttp, () => new NodeOutgoingHttp());
}
