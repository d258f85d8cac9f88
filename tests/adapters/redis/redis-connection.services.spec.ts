import { expect } from 'chai';
import type { Redis } from 'ioredis';
import { setTimeout as sleep } from 'node:timers/promises';
import { closeRedis, connectRedis, ready } from '../../../src/adapters/redis/redis-connection.js';
import { eventually } from '../../support/eventually.js';
import { freePort, OwnRedis } from '../../support/own-redis.js';
import { COMMAND_TIMEOUT_MS } from '../../support/redis-client.js';
import { rejection } from '../../support/rejection.js';

describe('connectRedis', () => {
  let server: OwnRedis;
  let client: Redis;
  let errors: Error[];
  const connect = (url: string, keyPrefix?: string): Redis =>
    connectRedis(url, {
      commandTimeoutMs: COMMAND_TIMEOUT_MS,
      connectTimeoutMs: 1000,
      ...(keyPrefix ? { keyPrefix } : {}),
      onError: (error) => errors.push(error),
    });
  const took = async (work: Promise<unknown>): Promise<number> => {
    const start = performance.now();
    await rejection(work);
    return performance.now() - start;
  };

  before(async () => {
    server = await OwnRedis.start();
  });
  after(() => server.kill());
  beforeEach(async () => {
    errors = [];
    await server.restart();
    client = connect(server.url);
  });
  afterEach(async () => {
    server.thaw();
    await closeRedis(client);
  });

  it('sends commands once ready, under its key prefix', async () => {
    await ready(client, 5000);
    const prefixed = connect(server.url, 'p:');
    await ready(prefixed, 5000);
    await prefixed.set('k', 'v');
    expect(await client.get('p:k')).to.equal('v');
    await closeRedis(prefixed);
  });

  it('tells who waits for a server that is not there, in time, and does not end the process', async () => {
    const nobody = connect(`redis://127.0.0.1:${await freePort()}`);
    expect(await took(ready(nobody, 300))).to.be.within(290, 800);
    expect(await took(nobody.get('k'))).to.be.below(100);
    expect(errors.length).to.be.at.least(1);
    const waiting = took(ready(nobody, 5000));
    await closeRedis(nobody);
    expect(await waiting).to.be.below(100);
    expect(await took(ready(nobody, 5000))).to.be.below(100);
  });

  it('rejects within the command timeout when the server is frozen, at once a little later, and heals', async () => {
    await ready(client, 5000);
    server.freeze();
    expect(await took(client.get('k'))).to.be.within(COMMAND_TIMEOUT_MS - 20, COMMAND_TIMEOUT_MS + 300);
    await eventually('the connection is given up', () => client.status !== 'ready');
    expect(await took(client.get('k'))).to.be.below(100);
    server.thaw();
    await ready(client, 10_000);
    expect(await client.set('k', 'v')).to.equal('OK');
  });

  it('sends no command twice, however the first sending ended', async () => {
    await ready(client, 5000);
    server.freeze();
    await rejection(client.incr('n'));
    await eventually('the connection is given up', () => client.status !== 'ready');
    server.thaw();
    await ready(client, 10_000);
    await sleep(100);
    expect(Number(await client.get('n'))).to.be.at.most(1);
  });

  it('rejects at once when the server is gone, and heals when it is back', async () => {
    await ready(client, 5000);
    await server.kill();
    expect(await took(client.get('k'))).to.be.below(COMMAND_TIMEOUT_MS + 100);
    await eventually('the loss is noticed', () => client.status !== 'ready');
    expect(await took(client.get('k'))).to.be.below(100);
    await eventually('the failed attempts are announced', () => errors.length > 0);
    await server.restart();
    await ready(client, 10_000);
    expect(await client.set('k', 'v')).to.equal('OK');
  });

  it('closes in its time also when the server is frozen, and more than once', async () => {
    await ready(client, 5000);
    server.freeze();
    const start = performance.now();
    await closeRedis(client, 200);
    expect(performance.now() - start).to.be.below(600);
    await eventually('the end', () => client.status === 'end');
    await closeRedis(client);
  });
});
