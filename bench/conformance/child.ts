import { setTimeout as sleep } from 'node:timers/promises';
import type { Candidate } from './candidate.js';
import { candidates } from './candidates.js';
import { type Outcome, type Scenario, scenarios } from './scenarios.js';

/** A process of one candidate: runs one scenario, or takes part in the stampede. What hangs or breaks here harms no other. */

export type FromChild =
  | { readonly kind: 'outcome'; readonly outcome: Outcome }
  | { readonly kind: 'freeze' | 'thaw' | 'ready' }
  | { readonly kind: 'rushed'; readonly loads: number; readonly answers: number };
export type ToChild = 'go' | 'done';

const callers = 250;
const loadMs = 300;

const [name = '', title = '', redisUrl = ''] = process.argv.slice(2);
const candidate = candidateCalled(name);

const tell = (message: FromChild): boolean | undefined => process.send?.(message);
const heard = (word: ToChild): Promise<void> =>
  new Promise((resolve) => {
    const listen = (message: unknown): void => {
      if (message !== word) return;
      process.off('message', listen);
      resolve();
    };
    process.on('message', listen);
  });

function candidateCalled(wanted: string): Candidate {
  const found = candidates.find((each) => each.name === wanted);
  if (!found) throw new Error(`no candidate is called ${wanted}`);
  return found;
}

async function ask(kind: 'freeze' | 'thaw'): Promise<void> {
  const done = heard('done');
  tell({ kind });
  await done;
}

async function play(scenario: Scenario): Promise<Outcome> {
  try {
    return await scenario.run({ candidate, redisUrl, freeze: () => ask('freeze'), thaw: () => ask('thaw') });
  } catch (error) {
    return { ok: false, said: `failed: ${error instanceof Error ? error.message : String(error)}` };
  }
}

async function rush(): Promise<FromChild> {
  const cache = await candidate.open(redisUrl, { ttlSeconds: 60, keepsStale: false });
  await cache.getOrLoad('before', async () => 'connected');
  let loads = 0;
  const load = async (): Promise<string> => {
    loads += 1;
    await sleep(loadMs);
    return 'loaded';
  };
  const go = heard('go');
  tell({ kind: 'ready' });
  await go;
  const answers = await Promise.all(Array.from({ length: callers }, () => cache.getOrLoad('cold', load)));
  return { kind: 'rushed', loads, answers: answers.filter((value) => value === 'loaded').length };
}

const scenario = scenarios.find((each) => each.title === title);
process.on('disconnect', () => process.exit(0));
tell(scenario ? { kind: 'outcome', outcome: await play(scenario) } : await rush());
