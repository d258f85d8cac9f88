import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { projectRoot } from '../../src/config/index.js';

const directory = path.join(projectRoot(), '.cache/conformance');

/** Exactly these: what the table says is true of no other version. */
export const versions = {
  bentocache: '1.6.1',
  cacheable: '2.5.0',
  'cache-manager': '7.2.9',
  '@epic-web/cachified': '5.6.3',
  'async-cache-dedupe': '3.4.0',
  // What they reach Redis with.
  '@keyv/redis': '5.1.6',
  keyv: '5.6.0',
  ioredis: '5.11.1',
} as const;

/** Resolved beside the packages, so that the product neither has nor types them. */
const entry = `export { BentoCache, bentostore } from 'bentocache';
export { memoryDriver } from 'bentocache/drivers/memory';
export { redisBusDriver, redisDriver } from 'bentocache/drivers/redis';
export { Cacheable, createKeyv } from 'cacheable';
export { createCache as createManager } from 'cache-manager';
export { cachified } from '@epic-web/cachified';
import dedupe from 'async-cache-dedupe';
export const { createCache: createDedupe } = dedupe;
export { default as KeyvRedis, createKeyv as createKeyvRedis } from '@keyv/redis';
export { Redis } from 'ioredis';
`;

/** Installs the libraries into a directory that Git ignores, unless they are there. They never become dependencies of the product. */
export function installLibraries(): void {
  const manifest = JSON.stringify({ name: 'conformance', private: true, type: 'module', dependencies: versions }, null, 2);
  const file = path.join(directory, 'package.json');
  const isThere = existsSync(path.join(directory, 'node_modules')) && readFileSync(file, 'utf8') === manifest;
  mkdirSync(directory, { recursive: true });
  writeFileSync(path.join(directory, 'libraries.js'), entry);
  if (isThere) return;
  writeFileSync(file, manifest);
  const words = ['install', '--prefix', directory, '--no-audit', '--no-fund', '--ignore-scripts', '--no-package-lock'];
  execFileSync('npm', words, { stdio: ['ignore', 'ignore', 'inherit'] });
}

interface RedisClient {
  get(key: string): Promise<string | null>;
  set(key: string, text: string, mode: 'PX', ms: number): Promise<unknown>;
  del(key: string): Promise<unknown>;
  on(event: 'error', listener: (error: unknown) => void): void;
  disconnect(): void;
}

interface BentoStore {
  useL1Layer(driver: unknown): BentoStore;
  useL2Layer(driver: unknown): BentoStore;
  useBus(driver: unknown): BentoStore;
}

interface Emitter {
  on(event: 'error', listener: (error: unknown) => void): unknown;
}

/** As much of the libraries as is used. */
export interface Libraries {
  readonly BentoCache: new (options: object) => {
    getOrSet(options: object): Promise<unknown>;
    delete(options: object): Promise<unknown>;
    deleteByTag(options: object): Promise<unknown>;
    disconnectAll(): Promise<void>;
  };
  bentostore(): BentoStore;
  memoryDriver(options: object): unknown;
  redisDriver(options: object): unknown;
  redisBusDriver(options: object): unknown;
  readonly Cacheable: new (options: object) => Emitter & {
    get(key: string): Promise<unknown>;
    set(key: string, value: unknown, options: object): Promise<unknown>;
    getOrSet(key: string, load: () => Promise<unknown>, options: object): Promise<unknown>;
    delete(key: string): Promise<unknown>;
    readonly tags: { invalidateTag(tag: string): Promise<unknown> };
    disconnect(): Promise<void>;
  };
  createKeyv(): unknown;
  createManager(options: object): Emitter & {
    wrap(key: string, load: () => Promise<unknown>, ttlMs: number): Promise<unknown>;
    del(key: string): Promise<unknown>;
    disconnect(): Promise<unknown>;
  };
  cachified(options: object): Promise<unknown>;
  createDedupe(options: object): {
    define(name: string, options: object, load: (key: string) => Promise<unknown>): void;
    invalidateAll(references: string[]): Promise<void>;
    clear(name: string, key: string): Promise<void>;
    readonly value: (key: string) => Promise<unknown>;
  };
  readonly KeyvRedis: new (url: string) => Emitter;
  createKeyvRedis(url: string): Emitter;
  readonly Redis: new (url: string) => RedisClient;
}

export async function importLibraries(): Promise<Libraries> {
  return (await import(pathToFileURL(path.join(directory, 'libraries.js')).href)) as Libraries;
}
