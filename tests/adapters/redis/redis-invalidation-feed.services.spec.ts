import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import type { Redis } from 'ioredis';
import { closeRedis, connectSubscriber, ready } from '../../../src/adapters/redis/redis-connection.js';
import { RedisEntryStore } from '../../../src/adapters/redis/redis-entry-store.js';
import { RedisInvalidationFeed } from '../../../src/adapters/redis/redis-invalidation-feed.js';
import { Heard, invalidationFeedContract } from '../../contracts/invalidation-feed.contract.js';
import { eventually } from '../../support/eventually.js';
import { FaultyLink } from '../../support/faulty-link.js';
import { OwnRedis } from '../../support/own-redis.js';
import { COMMAND_TIMEOUT_MS, RedisClients } from '../../support/redis-client.js';
import { requireRedisUrl } from '../../support/services.js';

interface Made {
  readonly feed: RedisInvalidationFeed;
  readonly store: RedisEntryStore;
  readonly client: Redis;
}

describe('RedisInvalidationFeed', () => {
  const clients = new RedisClients();
  const subscribers: Redis[] = [];
  const feeds: RedisInvalidationFeed[] = [];

  const make = async (url: string, subscriberUrl = url): Promise<Made> => {
    const client = await clients.open(url);
    const times = { commandTimeoutMs: COMMAND_TIMEOUT_MS, connectTimeoutMs: 1_000, onError: () => undefined };
    const subscriber = connectSubscriber(subscriberUrl, times);
    subscribers.push(subscriber);
    await ready(subscriber, 5_000);
    const feed = new RedisInvalidationFeed(client, subscriber, () => undefined);
    feeds.push(feed);
    return { feed, client, store: new RedisEntryStore(client) };
  };

  afterEach(async () => {
    for (const feed of feeds.splice(0)) await feed.stop();
    for (const subscriber of subscribers.splice(0)) await closeRedis(subscriber);
    await clients.clear();
  });

  invalidationFeedContract({ make: () => make(requireRedisUrl()) });

  it('finds out that something was missed by a gap in the numbers', async () => {
    const { feed, store, client } = await make(requireRedisUrl());
    const heard = new Heard();
    await feed.start(heard);
    await store.invalidate(['a']);
    await eventually('the first', () => heard.tags.length === 1);
    const before = heard.losses;
    await client.incr('invalidations'); // as if a message had been lost
    await store.invalidate(['b']);
    await eventually('the second', () => heard.tags.length === 2);
    expect(heard.losses).to.equal(before + 1);
    await eventually('that it is current again', () => feed.isCurrent());
  });

  it('finds out that the last message was missed although none follows', async () => {
    const { feed, client } = await make(requireRedisUrl());
    const heard = new Heard();
    await feed.start(heard);
    const before = heard.losses;
    await client.incr('invalidations');
    await eventually('the loss', () => heard.losses > before, 10_000);
    await eventually('that it is current again', () => feed.isCurrent());
  });

  it('finds out that the numbers began anew', async () => {
    const { feed, client, store } = await make(requireRedisUrl());
    const heard = new Heard();
    for (let i = 0; i < 5; i += 1) await store.invalidate(['a']);
    await feed.start(heard);
    const before = heard.losses;
    await client.unlink('invalidations');
    await eventually('the loss', () => heard.losses > before, 10_000);
    await eventually('that it is current again', () => feed.isCurrent());
  });

  describe('on a server of its own', () => {
    let server: OwnRedis;
    beforeEach(async () => {
      server = await OwnRedis.start();
    });
    afterEach(async () => {
      server.thaw();
      for (const feed of feeds.splice(0)) await feed.stop();
      await clients.clear();
      await server.kill();
    });

    it('is not current while the server stands still, and has missed something then', async () => {
      const { feed } = await make(server.url);
      const heard = new Heard();
      await feed.start(heard);
      const before = heard.losses;
      server.freeze();
      await sleep(feed.boundMs + 100);
      expect(feed.isCurrent()).to.equal(false);
      await eventually('the loss', () => heard.losses > before);
      server.thaw();
      await eventually('that it is current again', () => feed.isCurrent(), 10_000);
    });

    it('has missed something when its connection was cut, and hears again afterwards', async () => {
      const { feed, client, store } = await make(server.url);
      const heard = new Heard();
      await feed.start(heard);
      const before = heard.losses;
      await client.client('KILL', 'TYPE', 'PUBSUB');
      await eventually('the loss', () => heard.losses > before);
      await eventually('that it is current again', () => feed.isCurrent(), 10_000);
      await store.invalidate(['after']);
      await eventually('the message', () => heard.tags.includes('after'));
    });

    it('makes a channel anew that went silent without an end', async () => {
      const link = await FaultyLink.to(server.url);
      try {
        const { feed, store } = await make(server.url, link.redisUrl);
        const heard = new Heard();
        await feed.start(heard);
        const before = heard.losses;
        link.silence();
        await store.invalidate(['unheard']);
        await eventually('the loss', () => heard.losses > before, 10_000);
        await eventually(
          'a message',
          async () => {
            await store.invalidate(['after']);
            return heard.tags.includes('after') && feed.isCurrent();
          },
          15_000,
        );
        expect(heard.tags).to.not.include('unheard');
      } finally {
        await link.close();
      }
    });

    it('listens as soon as it can when that was not possible at first', async () => {
      const { feed, store } = await make(server.url);
      const heard = new Heard();
      server.freeze();
      await feed.start(heard);
      expect(feed.isCurrent()).to.equal(false);
      server.thaw();
      await eventually('that it is current', () => feed.isCurrent(), 10_000);
      await store.invalidate(['a']);
      await eventually('the message', () => heard.tags.includes('a'));
    });
  });
});
