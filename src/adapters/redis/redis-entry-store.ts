import { randomBytes } from 'node:crypto';
import type { Redis } from 'ioredis';
import { type Dependencies, type EntryReading, EntryStore, type Fill } from '../../core/caching/index.js';

/** Longer than any entry is kept; each fill starts it anew. A tag that is gone only makes misses. */
const tagSeconds = 7 * 86_400;

/** Counts invalidations; the channel of the same name carries them (see RedisInvalidationFeed). */
export const sequenceKey = 'invalidations';

/** Epochs are words without these. */
const between = ',';
const headEnd = '\n';

/**
 * KEYS: lease, tags. ARGV: token, lease in ms, seconds of a tag, hard tags, then an epoch for each tag that has none. Answers 1 or 0 (somebody
 * else has the lease), then the epochs. A lease names the hard epochs it was taken under: under other ones it holds nobody up.
 */
const BEGIN = `
local epochs = {}
for i = 2, #KEYS do
  redis.call('SET', KEYS[i], ARGV[3 + i], 'NX', 'EX', ARGV[3])
  redis.call('EXPIRE', KEYS[i], ARGV[3])
  epochs[i - 1] = redis.call('GET', KEYS[i])
end
local under = table.concat(epochs, ',', 1, tonumber(ARGV[4]))
local held = redis.call('GET', KEYS[1])
local taken = 1
if held and string.sub(held, string.find(held, ' ', 1, true) + 1) == under then taken = 0
else redis.call('SET', KEYS[1], ARGV[1] .. ' ' .. under, 'PX', ARGV[2]) end
return { taken, unpack(epochs) }`;

/** KEYS: entry, lease, hard tags. ARGV: token or '', text, lifetime in ms, the epochs of the hard tags. Answers whether the text was kept. */
const FINISH = `
local held = redis.call('GET', KEYS[2])
if held and string.sub(held, 1, #ARGV[1] + 1) == ARGV[1] .. ' ' then redis.call('UNLINK', KEYS[2]) end
for i = 3, #KEYS do
  if redis.call('GET', KEYS[i]) ~= ARGV[i + 1] then return 0 end
end
redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
return 1`;

/** KEYS: lease. ARGV: token. */
const ABANDON = `
local held = redis.call('GET', KEYS[1])
if held and string.sub(held, 1, #ARGV[1] + 1) == ARGV[1] .. ' ' then redis.call('UNLINK', KEYS[1]) end
return 1`;

/**
 * KEYS: sequence, tags. ARGV: channel, the tags as JSON. A tag without an epoch fits no entry, so that it is enough to remove it; that, and
 * counting, must also be possible on a server whose memory is full.
 */
const INVALIDATE = `#!lua flags=allow-oom
redis.call('UNLINK', unpack(KEYS, 2))
local seq = redis.call('INCR', KEYS[1])
redis.call('PUBLISH', ARGV[1], seq .. ' ' .. ARGV[2])
return seq`;

interface Scripts {
  beginFill(keys: number, ...rest: (string | number)[]): Promise<[number, ...string[]]>;
  finishFill(keys: number, ...rest: (string | number)[]): Promise<number>;
  abandonFill(keys: number, ...rest: (string | number)[]): Promise<number>;
  invalidateTags(keys: number, ...rest: (string | number)[]): Promise<number>;
}

/**
 * The EntryStore on a Redis server (7 or later), shared by all instances. An entry is read together with its tags in one command; everything that
 * changes something is one script. The client (see `connectRedis`) bounds every command in time.
 */
export class RedisEntryStore extends EntryStore {
  readonly #scripts: Scripts;
  readonly #channel: string;

  constructor(private readonly client: Redis) {
    super();
    client.defineCommand('beginFill', { lua: BEGIN });
    client.defineCommand('finishFill', { lua: FINISH });
    client.defineCommand('abandonFill', { lua: ABANDON });
    client.defineCommand('invalidateTags', { lua: INVALIDATE });
    this.#scripts = client as unknown as Scripts;
    this.#channel = channelOf(client);
  }

  override async read(key: string, { tags, softTags }: Dependencies): Promise<EntryReading> {
    const [kept, ...epochs] = await this.client.mget(entryKey(key), ...tags.map(tagKey), ...softTags.map(tagKey));
    const known = epochs.map((epoch) => epoch ?? '');
    const end = kept?.indexOf(headEnd) ?? -1;
    if (!kept || end < 0) return { softChanged: false, epochs: known };
    const under = end === 0 ? [] : kept.slice(0, end).split(between);
    const same = (from: number, to: number): boolean => {
      for (let i = from; i < to; i += 1) if (known[i] === '' || known[i] !== under[i]) return false;
      return true;
    };
    if (under.length !== known.length || !same(0, tags.length)) return { softChanged: false, epochs: known };
    return { text: kept.slice(end + 1), softChanged: !same(tags.length, known.length), epochs: known };
  }

  override async begin(key: string, { tags, softTags }: Dependencies, leaseMs: number): Promise<Fill> {
    const all = [...tags, ...softTags];
    const token = word();
    const keys = [leaseKey(key), ...all.map(tagKey)];
    const words = all.map(word);
    const [taken, ...epochs] = await this.#scripts.beginFill(
      keys.length,
      ...keys,
      token,
      leaseMs,
      tagSeconds,
      tags.length,
      ...words,
    );
    return taken === 1 ? { epochs, lease: token } : { epochs };
  }

  override async finish(key: string, { tags }: Dependencies, fill: Fill, text: string, ttlMs: number): Promise<boolean> {
    const keys = [entryKey(key), leaseKey(key), ...tags.map(tagKey)];
    const whole = `${fill.epochs.join(between)}${headEnd}${text}`;
    const hard = fill.epochs.slice(0, tags.length);
    const kept = await this.#scripts.finishFill(keys.length, ...keys, fill.lease ?? '', whole, Math.ceil(ttlMs), ...hard);
    return kept === 1;
  }

  override async abandon(key: string, { lease }: Fill): Promise<void> {
    if (lease !== undefined) await this.#scripts.abandonFill(1, leaseKey(key), lease);
  }

  override async invalidate(tags: readonly string[]): Promise<void> {
    if (tags.length === 0) return;
    const keys = [sequenceKey, ...tags.map(tagKey)];
    await this.#scripts.invalidateTags(keys.length, ...keys, this.#channel, JSON.stringify(tags));
  }
}

/** Whether the server answers, but has no room: reading and invalidating go on. */
export function isFull(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith('OOM ');
}

/** ioredis puts its key prefix before keys, not before channels. */
export function channelOf(client: Redis): string {
  return `${client.options.keyPrefix ?? ''}${sequenceKey}`;
}

const entryKey = (key: string): string => `entry:${key}`;
const leaseKey = (key: string): string => `lease:${key}`;
const tagKey = (tag: string): string => `tag:${tag}`;
const word = (): string => randomBytes(9).toString('base64url');
