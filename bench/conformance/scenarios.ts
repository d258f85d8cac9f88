import { setTimeout as sleep } from 'node:timers/promises';
import type { Candidate, Opened, Wishes } from './candidate.js';

/** `ok` is absent where the candidate has nothing of the kind. */
export interface Outcome {
  readonly ok?: boolean;
  readonly said: string;
}

export interface Setting {
  readonly candidate: Candidate;
  readonly redisUrl: string;
  /** Redis stands still: connections stay open, nothing answers. */
  freeze(): Promise<void>;
  thaw(): Promise<void>;
}

export interface Scenario {
  readonly title: string;
  run(setting: Setting): Promise<Outcome>;
}

const wishes: Wishes = { ttlSeconds: 60, keepsStale: false };
const repeats = 3;

async function opened<T>(
  { candidate, redisUrl }: Setting,
  use: (cache: Opened) => Promise<T>,
  other: Partial<Wishes> = {},
): Promise<T> {
  const cache = await candidate.open(redisUrl, { ...wishes, ...other });
  try {
    return await use(cache);
  } finally {
    await cache.close();
  }
}

const never = (): Promise<never> => Promise.reject(new Error('was not kept'));

function gate(): { readonly opened: Promise<void>; open(): void } {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

/** A reader loads "old"; meanwhile "new" becomes true and the value is invalidated; then the reader's load ends. What is served from then on? */
async function invalidatedDuringLoad(cache: Opened, invalidate: (key: string) => Promise<void>): Promise<Outcome> {
  const control = 'control';
  await cache.getOrLoad(control, async () => 'old');
  await invalidate(control);
  if ((await cache.getOrLoad(control, async () => 'new')) !== 'new') return { ok: false, said: 'does not even end what is kept' };
  let stale = 0;
  for (let turn = 0; turn < repeats; turn += 1) {
    const key = `race-${turn}`;
    const [begun, ended] = [gate(), gate()];
    let truth = 'old';
    const reader = cache.getOrLoad(key, async () => {
      const read = truth;
      begun.open();
      await ended.opened;
      return read;
    });
    await begun.opened;
    truth = 'new';
    // One that waits for the load before it invalidates would be right as well.
    const invalidated = invalidate(key);
    await Promise.race([invalidated, sleep(500)]);
    ended.open();
    await Promise.all([reader, invalidated]);
    if ((await cache.getOrLoad(key, async () => truth)) !== 'new') stale += 1;
  }
  return stale === 0 ? { ok: true, said: 'fresh' } : { ok: false, said: `old value kept, ${stale} of ${repeats} times` };
}

const byKey: Scenario = {
  title: 'A key is invalidated while it is being loaded',
  run: (setting) => opened(setting, (cache) => invalidatedDuringLoad(cache, (key) => cache.invalidate(key))),
};

const byTag: Scenario = {
  title: 'A tag is invalidated while a key of it is being loaded',
  run: (setting) =>
    opened(
      setting,
      async (cache) =>
        cache.invalidateTag ? invalidatedDuringLoad(cache, async () => cache.invalidateTag?.()) : { said: 'no tags' },
      { tag: 'garage' },
    ),
};

const patienceMs = 6_000;

const frozen: Scenario = {
  title: 'Redis is frozen, everything as it comes: a key that this process has not',
  run: (setting) =>
    opened(setting, async (cache) => {
      await cache.getOrLoad('before', async () => 'kept');
      await setting.freeze();
      const started = performance.now();
      const answer = cache
        .getOrLoad('cold', async () => 'loaded')
        .then(
          () => 'answered',
          () => 'rejected',
        );
      const outcome = await Promise.race([answer, sleep(patienceMs, undefined, { ref: true })]);
      const ms = Math.round(performance.now() - started);
      await setting.thaw();
      await answer;
      if (outcome === undefined) return { ok: false, said: `pending after ${patienceMs / 1_000} s` };
      return { ok: outcome === 'answered' && ms < 1_000, said: `${outcome} after ${ms} ms` };
    }),
};

const failing: Scenario = {
  title: 'A value past its time cannot be loaded anew',
  run: (setting) =>
    opened(
      setting,
      async (cache) => {
        await cache.getOrLoad('key', async () => 'old');
        await sleep(1_300);
        const down = (): Promise<never> => Promise.reject(new Error('the database is down'));
        const said = await cache.getOrLoad('key', down).then(
          (value) => (value === 'old' ? 'old value' : `answered ${String(value)}`),
          () => 'the error',
        );
        return { ok: said === 'old value', said };
      },
      { ttlSeconds: 1, keepsStale: true },
    ),
};

const copies: Scenario = {
  title: 'A caller changes what it was given',
  run: (setting) =>
    opened(setting, async (cache) => {
      const load = async (): Promise<{ list: number[] }> => ({ list: [1] });
      const together = (await Promise.all([cache.getOrLoad('key', load), cache.getOrLoad('key', load)])) as { list: number[] }[];
      together[0]?.list.push(2);
      const [, second] = together;
      const later = (await cache.getOrLoad('key', load)) as { list: number[] };
      const seen = [
        ...(second?.list.length === 1 ? [] : ['by those who waited with it']),
        ...(later.list.length === 1 ? [] : ['by later readers']),
      ];
      return seen.length === 0 ? { ok: true, said: 'nobody sees it' } : { ok: false, said: `seen ${seen.join(' and ')}` };
    }),
};

/** Written by one instance, read by another. */
async function through(setting: Setting, key: string, value: unknown): Promise<Readonly<Record<'it', unknown>> | undefined> {
  try {
    await opened(setting, (cache) => cache.getOrLoad(key, async () => ({ it: value })));
    return (await opened(setting, (cache) => cache.getOrLoad(key, never))) as Readonly<Record<'it', unknown>>;
  } catch {
    return undefined;
  }
}

const kinds: Scenario = {
  title: 'Date, bigint and undefined through Redis',
  run: async (setting) => {
    const at = new Date(0);
    const faults: string[] = [];
    const note = (name: string, kept: unknown, good: boolean): void => {
      if (!good) faults.push(`${name} ${kept === undefined ? 'lost' : `becomes a ${typeof kept}`}`);
    };
    const date = (await through(setting, 'date', at))?.it;
    note('Date', date, date instanceof Date && date.getTime() === 0);
    const big = (await through(setting, 'bigint', 10n))?.it;
    note('bigint', big, big === 10n);
    const nothing = await through(setting, 'undefined', undefined);
    note('undefined', nothing?.it, nothing !== undefined && 'it' in nothing && nothing.it === undefined);
    return faults.length === 0 ? { ok: true, said: 'as they were' } : { ok: false, said: faults.join(', ') };
  },
};

export const scenarios: readonly Scenario[] = [byKey, byTag, frozen, failing, copies, kinds];
