import { setTimeout as sleep } from 'node:timers/promises';
import type { Figure } from './figure.js';

/** What of a server's Redis is needed here. */
export interface Freezable {
  freeze(): void;
  thaw(): void;
}

const paths = ['/api/v1/listings/categories', '/api/v1/stats', '/api/v1/posts/trending', '/api/v1/hashtags/trending'];
const frozenMs = 5_000;
const callers = 20;

/** Callers who ask for cached reads one after the other, before, while and after Redis stands still. */
export async function frozen(base: string, redis: Freezable): Promise<Figure[]> {
  for (const path of paths) await ask(base, path);
  const answers: Answer[] = [];
  let over = false;
  const asking = Array.from({ length: callers }, async (_, caller) => {
    for (let turn = caller; !over; turn += 1) {
      answers.push(await ask(base, paths[turn % paths.length] ?? '/'));
      await sleep(5);
    }
  });
  redis.freeze();
  try {
    await sleep(frozenMs);
  } finally {
    redis.thaw();
  }
  await sleep(1_000);
  over = true;
  await Promise.all(asking);
  const slowest = Math.max(...answers.map(({ ms }) => ms));
  const failed = answers.filter(({ status }) => status >= 500).length;
  const many = answers.length.toLocaleString('en-US');
  return [
    {
      what: `Redis frozen for ${frozenMs / 1_000} s under ${many} cached reads: slowest answer`,
      found: `${Math.round(slowest)} ms`,
      aim: 'under 250 ms',
    },
    { what: 'The same: answers with 5xx', found: String(failed), aim: '0' },
  ];
}

interface Answer {
  readonly status: number;
  readonly ms: number;
}

async function ask(base: string, path: string): Promise<Answer> {
  const started = performance.now();
  const answer = await fetch(base + path, { signal: AbortSignal.timeout(20_000) });
  await answer.arrayBuffer();
  return { status: answer.status, ms: performance.now() - started };
}
