import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { Figure } from './figure.js';
import type { StampedeMessage } from './stampede-worker.js';

const processes = 4;
const callers = 250;
const loadMs = 300;

interface Outcome {
  readonly loads: number;
  readonly answers: number;
  readonly slowestMs: number;
}

/** Four processes of 250 callers on one cold key; then the same with the holder of the lease killed while it loads. */
export async function stampede(redisUrl: string): Promise<Figure[]> {
  const whole = await rush(redisUrl, 'cold', false);
  const orphaned = await rush(redisUrl, 'orphaned', true);
  const bound = 2 * loadMs + 500;
  return [
    {
      what: `Stampede: ${processes} processes x ${callers} callers, one cold key, a load of ${loadMs} ms`,
      found: `${whole.loads} load(s) for ${whole.answers} answers, the slowest after ${Math.round(whole.slowestMs)} ms`,
      aim: '1 load',
    },
    {
      what: `The same, the process that loads being killed (bound of its lease: ${bound} ms)`,
      found: `${orphaned.loads} load(s) for ${orphaned.answers} answers, the slowest after ${Math.round(orphaned.slowestMs)} ms`,
      aim: '2 loads',
    },
  ];
}

async function rush(redisUrl: string, key: string, killsHolder: boolean): Promise<Outcome> {
  const children = Array.from({ length: processes }, () =>
    fork(path.join(import.meta.dirname, 'stampede-worker.js'), [redisUrl, String(callers), String(loadMs)]),
  );
  try {
    await Promise.all(children.map((child) => heard(child, 'ready')));
    let loads = 0;
    let killed: ChildProcess | undefined;
    for (const child of children) {
      child.on('message', (message: StampedeMessage) => {
        if (message.kind !== 'loading') return;
        loads += 1;
        if (!killsHolder || killed) return;
        killed = child;
        child.kill('SIGKILL');
      });
    }
    const ends = children.map((child) => Promise.race([heard(child, 'done'), once(child, 'exit').then(() => undefined)]));
    for (const child of children) child.send(key);
    const done = (await Promise.all(ends)).filter((message) => message !== undefined);
    return {
      loads,
      answers: done.reduce((sum, { answers }) => sum + answers, 0),
      slowestMs: Math.max(...done.map(({ slowestMs }) => slowestMs)),
    };
  } finally {
    for (const child of children) child.kill('SIGKILL');
  }
}

type Heard<K> = Extract<StampedeMessage, { kind: K }>;

function heard<K extends StampedeMessage['kind']>(child: ChildProcess, kind: K): Promise<Heard<K>> {
  return new Promise((resolve) => {
    const listen = (message: StampedeMessage): void => {
      if (message.kind !== kind) return;
      child.off('message', listen);
      resolve(message as Heard<K>);
    };
    child.on('message', listen);
  });
}
