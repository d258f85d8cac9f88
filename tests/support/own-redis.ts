import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import type { Redis } from 'ioredis';
import { closeRedis, connectRedis, ready } from '../../src/adapters/redis/redis-connection.js';

/** A redis-server process of the test's own, which it may freeze and kill. Keeps nothing on disk: a restart is empty. */
export class OwnRedis {
  private child: ChildProcess | undefined;

  private constructor(private readonly port: number) {}

  static async start(): Promise<OwnRedis> {
    const redis = new OwnRedis(await freePort());
    await redis.restart();
    return redis;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  /** The process stands still: connections stay open and nothing answers. */
  freeze(): void {
    this.child?.kill('SIGSTOP');
  }

  thaw(): void {
    this.child?.kill('SIGCONT');
  }

  /** From now on nothing more fits in, and nothing makes room by itself. */
  async fill(): Promise<void> {
    // An empty server takes more than this already.
    await this.asked((client) => client.config('SET', 'maxmemory', '1', 'maxmemory-policy', 'noeviction'));
  }

  /** There is room again. */
  async empty(): Promise<void> {
    await this.asked((client) => client.config('SET', 'maxmemory', '0'));
  }

  /** Every text it keeps, by key. */
  async texts(): Promise<Record<string, string>> {
    const texts: Record<string, string> = {};
    await this.asked(async (client) => {
      for await (const keys of client.scanStream()) {
        for (const key of keys as string[]) if ((await client.type(key)) === 'string') texts[key] = (await client.get(key)) ?? '';
      }
    });
    return texts;
  }

  /** As if it had come back with a copy of its memory. */
  async keep(texts: Readonly<Record<string, string>>): Promise<void> {
    await this.asked((client) => client.mset(texts));
  }

  /** Ends the connections of this kind, as an operator or a middlebox may. */
  async hangUp(kind: 'normal' | 'pubsub'): Promise<void> {
    await this.asked((client) => client.call('CLIENT', 'KILL', 'TYPE', kind));
  }

  async kill(): Promise<void> {
    const child = this.child;
    this.child = undefined;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }

  /** Starts the server again at the same address, and waits until it answers. */
  async restart(): Promise<void> {
    await this.kill();
    const arguments_ = ['--port', String(this.port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
    this.child = spawn('redis-server', arguments_, { stdio: 'ignore' });
    const failed = once(this.child, 'error').then(([error]) => Promise.reject(error as Error));
    await Promise.race([this.asked((client) => client.ping()), failed]);
  }

  private async asked(ask: (client: Redis) => Promise<unknown>): Promise<void> {
    const client = connectRedis(this.url, { commandTimeoutMs: 1000, connectTimeoutMs: 1000, onError: () => undefined });
    try {
      await ready(client, 10_000);
      await ask(client);
    } finally {
      await closeRedis(client);
    }
  }
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
