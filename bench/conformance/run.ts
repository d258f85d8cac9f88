import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { runProgram } from '../../scripts/run-program.js';
import { OwnRedis } from '../../tests/support/own-redis.js';
import type { Candidate } from './candidate.js';
import { candidates } from './candidates.js';
import type { FromChild } from './child.js';
import { installLibraries } from './installed.js';
import { type Outcome, scenarios } from './scenarios.js';

const help = `Runs the scenarios of bench/conformance against this cache and well-known libraries.

  npm run bench:conformance                     everything, into bench/results/conformance.md
  npm run bench:conformance -- --only cacheable those whose name begins so; printed only

Needs the program redis-server, which it starts for itself. The libraries are installed into .cache/conformance.`;

const processes = 4;
const callersInAll = processes * 250;
const limitMs = 30_000;
const rushTitle = `${processes} processes of 250 callers on one cold key: loads`;

const startChild = (candidate: Candidate, title: string, redis: OwnRedis): ChildProcess =>
  fork(path.join(import.meta.dirname, `child${path.extname(import.meta.filename)}`), [candidate.name, title, redis.url], {
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
}

/** What the children tell, until one has told the end, has died, or the time is over. */
async function follow(
  children: readonly ChildProcess[],
  on: (message: FromChild, child: ChildProcess) => Outcome | undefined,
): Promise<Outcome> {
  const told = new Promise<Outcome>((resolve) => {
    for (const child of children) {
      child.on('message', (message: FromChild) => {
        const outcome = on(message, child);
        if (outcome) resolve(outcome);
      });
      child.once('exit', (code) => resolve({ ok: false, said: `its process ended with ${code}` }));
    }
  });
  const late = sleep(limitMs, { ok: false, said: `nothing after ${limitMs / 1_000} s` }, { ref: false });
  try {
    return await Promise.race([told, late]);
  } finally {
    for (const child of children) child.kill('SIGKILL');
    await Promise.all(children.map(ended));
  }
}

async function play(candidate: Candidate, title: string, redis: OwnRedis): Promise<Outcome> {
  return follow([startChild(candidate, title, redis)], (message, child) => {
    if (message.kind === 'outcome') return message.outcome;
    if (message.kind === 'freeze') redis.freeze();
    if (message.kind === 'thaw') redis.thaw();
    child.send('done');
    return undefined;
  });
}

async function rush(candidate: Candidate, redis: OwnRedis): Promise<Outcome> {
  const children = Array.from({ length: processes }, () => startChild(candidate, rushTitle, redis));
  const sum = { ready: 0, rushed: 0, loads: 0, answers: 0 };
  return follow(children, (message) => {
    if (message.kind === 'ready') {
      sum.ready += 1;
      if (sum.ready === processes) for (const child of children) child.send('go');
    }
    if (message.kind === 'rushed') {
      sum.rushed += 1;
      sum.loads += message.loads;
      sum.answers += message.answers;
      const wrong = sum.answers === callersInAll ? '' : `, ${callersInAll - sum.answers} without an answer`;
      if (sum.rushed === processes) return { ok: sum.loads === 1 && wrong === '', said: `${sum.loads}${wrong}` };
    }
    return undefined;
  });
}

/** Each on a Redis of its own: nothing is left behind for the next. */
async function onOwnRedis(work: (redis: OwnRedis) => Promise<Outcome>): Promise<Outcome> {
  const redis = await OwnRedis.start();
  try {
    return await work(redis);
  } finally {
    redis.thaw();
    await redis.kill();
  }
}

const cell = ({ ok, said }: Outcome): string => (ok === undefined ? said : `${ok ? '✔' : '✘'} ${said}`);

function table(rows: readonly (readonly [string, readonly Outcome[]])[], names: readonly string[]): string {
  const lines = [
    ['scenario', ...names],
    ['---', ...names.map(() => '---')],
    ...rows.map(([title, found]) => [title, ...found.map(cell)]),
  ];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

await runProgram(async (words) => {
  if (words.includes('--help') || words.includes('-h')) {
    console.log(help);
    return 0;
  }
  const only = words[0] === '--only' ? (words[1] ?? '') : undefined;
  const asked = candidates.filter(({ name }) => only === undefined || name.startsWith(only));
  if (asked.length === 0 || (words.length > 0 && only === undefined)) throw new RangeError(help);
  installLibraries();
  const rows: [string, Outcome[]][] = [...scenarios.map(({ title }) => title), rushTitle].map((title) => [title, []]);
  for (const candidate of asked) {
    for (const [title, found] of rows) {
      found.push(await onOwnRedis((redis) => (title === rushTitle ? rush(candidate, redis) : play(candidate, title, redis))));
    }
    console.error(`${candidate.name}: done`);
  }
  const report = `# Conformance: what caches do when it matters

Node ${process.version}, redis-server on the loopback interface, a Redis of its own for each field. Defaults of each library, but for what a scenario
is about. Nothing here is about speed.

${table(
  rows,
  asked.map(({ name }) => name),
)}
`;
  console.log(report);
  if (only === undefined) {
    mkdirSync('bench/results', { recursive: true });
    writeFileSync('bench/results/conformance.md', report);
  }
  return 0;
});
