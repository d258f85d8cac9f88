import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Parameter } from '../src/adapters/http/openapi/document.js';
import { projectRoot } from '../src/config/index.js';
import { runProgram } from '../scripts/run-program.js';
import { buildTestApp, type TestApp } from '../tests/support/build-test-app.js';
import { ask } from '../tests/http/security/authorization/ask.js';
import { operations } from '../tests/http/security/authorization/operations.js';
import { callers, World } from '../tests/http/security/authorization/world.js';
import { Fuzzer } from '../tests/http/security/fuzz/fuzzer.js';

const help = `Runs sqlmap (Debian: apt-get install sqlmap) over every operation that takes anything, against an application of its own on the loopback interface.

  TEST_DATABASE_URL=… TEST_REDIS_URL=… npm run scan:sql            everything, into bench/results/sql-injection.md
  TEST_DATABASE_URL=… npm run scan:sql -- --only 'get /posts'      operations whose name begins so; printed only

Exit code 1 for a finding, for an operation that sqlmap could not test, and when statements are made of something new afterwards.`;

/** Error-based, boolean, union, stacked and timed; payloads of levels 1 and 2. */
const options = ['--batch', '--level=2', '--risk=2', '--technique=BEUST', '--timeout=15', '--retries=1', '--disable-coloring'];
const limitMs = 600_000;

type Verdict = 'nothing found' | 'FOUND' | 'not tested';

interface Result {
  readonly name: string;
  readonly verdict: Verdict;
  readonly requests: number;
  readonly said: string;
}

/** A value that is taken, so that the attack goes on from a call that works. */
function exampleOf(parameters: readonly Parameter[], name: string): string {
  const { example, schema } = parameters.find((one) => one.name === name) ?? { schema: {} };
  return String(example ?? schema.example ?? schema.enum?.[0] ?? schema.default ?? '1');
}

/** What sqlmap is told: ids in the path and values of the query and body are places to try, marked with a star where it would not look. */
async function wordsFor(app: TestApp, world: World, name: string): Promise<string[] | undefined> {
  const operation = operations[name];
  const [method = '', pattern = ''] = name.split(' ');
  const call = await operation?.call(world);
  if (!call || call.file) return undefined;
  const route = app.application.http.routes.find((one) => `${one.method} ${one.path}` === name);
  if (!route) return undefined;
  const [given = '', query] = call.path.split('?');
  const segments = given.split('/').map((segment, i) => (pattern.split('/')[i]?.startsWith(':') ? `${segment}*` : segment));
  const documented = app.application.http.openApi.paths[`/api/v1${route.path.replace(/:(\w+)/g, '{$1}')}`]?.[route.method];
  const parameters = (documented?.parameters ?? []) as readonly Parameter[];
  const names = parameters.filter((one) => one.in === 'query').map((one) => one.name);
  const known = new URLSearchParams(query);
  for (const parameter of names) if (!known.has(parameter)) known.set(parameter, exampleOf(parameters, parameter));
  const { port } = app.application.http.server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}/api/v1${segments.join('/')}${names.length > 0 ? `?${known}` : ''}`;
  if (!url.includes('*') && names.length === 0 && !call.body) return undefined;
  const caller = route.spec.access === 'admin' || route.spec.access === 'staff' ? 'administrator' : 'owner';
  const authorization = route.spec.access === 'public' ? undefined : await world.authorizationOf(caller, undefined);
  return [
    ...[`--url=${url}`, `--method=${method.toUpperCase()}`, '--ignore-code=*'],
    ...(authorization === undefined ? [] : [`--headers=Authorization: ${authorization}`]),
    ...(call.body ? [`--data=${JSON.stringify(call.body)}`, ...namesOfTokens(call.body)] : []),
  ];
}

/** sqlmap leaves out what is named like a token, unless it is told what to test. */
function namesOfTokens(body: object): string[] {
  const names = Object.keys(body);
  return names.some((name) => /token/i.test(name)) ? ['-p', names.join()] : [];
}

function sqlmap(words: readonly string[], directory: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn('sqlmap', [...words, ...options, `--output-dir=${directory}`, '--flush-session'], { timeout: limitMs });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => (said += data.toString()));
    child.on('error', reject);
    child.on('close', () => resolve(said));
  });
}

/** sqlmap looks again at what seemed to be one; its last word counts. */
function verdictOf(said: string): Verdict {
  if (/identified the following injection point/.test(said)) return 'FOUND';
  if (/ignoring .*parameter/.test(said)) return 'not tested';
  return /do not appear to be injectable/.test(said) ? 'nothing found' : 'not tested';
}

function reportOf(results: readonly Result[], before: number, added: readonly (readonly [part: string, sql: string])[]): string {
  const count = (verdict: Verdict): number => results.filter((one) => one.verdict === verdict).length;
  return [
    '# SQL injection',
    '',
    `\`npm run scan:sql\`: sqlmap (${options.filter((word) => !/batch|colou?ring/.test(word)).join(' ')}) over ${results.length} operations on PostgreSQL and Redis.`,
    '',
    `Findings: ${count('FOUND')}. Operations that could not be tested: ${count('not tested')}.`,
    `Requests: ${results.reduce((all, { requests }) => all + requests, 0).toLocaleString('en-US')}.`,
    '',
    `What the texts of statements that the database was sent are made of (words, numbers, literals, signs): ${before} parts before, by sound calls of every operation and 3,000 malformed ones; ${added.length} more during the attack.`,
    ...added.map(([part, sql]) => `- \`${part}\` in \`${sql.replace(/\s+/g, ' ').slice(0, 300)}\``),
    '',
    '| operation | verdict | requests |',
    '| --- | --- | --: |',
    ...results.map(({ name, verdict, requests }) => `| ${name} | ${verdict} | ${requests} |`),
    '',
  ].join('\n');
}

/**
 * The words, numbers, literals and signs of a statement. Some statements are put together from constant parts, as many as there are words in a
 * question, so their texts differ; what they are made of does not.
 */
const partsOf = (sql: string): string[] => sql.replace(/\$\d+/g, '?').match(/"[^"]*"|'[^']*'|[\w.]+|[^\s\w]/g) ?? [];

await runProgram(async (words) => {
  if (words.includes('--help') || !process.env['TEST_DATABASE_URL']) {
    console.log(help);
    return words.includes('--help') ? 0 : 1;
  }
  const only = words.includes('--only') ? words[words.indexOf('--only') + 1] : undefined;
  const app = await buildTestApp();
  const directory = mkdtempSync(path.join(tmpdir(), 'bikearea-sqlmap-'));
  const parts = new Map<string, string>();
  let requests = 0;
  app.application.knex.on('query', ({ sql }: { sql: string }) => {
    for (const part of partsOf(sql)) if (!parts.has(part)) parts.set(part, sql);
  });
  app.application.http.server.on('request', () => (requests += 1));
  await (await Fuzzer.on(app, 1)).run(3_000);
  const world = await World.in(app);
  for (const [name, { call }] of Object.entries(operations)) {
    for (const caller of callers) await ask(world, name, await call(world), caller);
  }
  // Where nobody is found by what was typed, similar names are looked for.
  for (const path of ['/users/search?q=nobody+of+this+name', '/posts/search?q=nothing+of+this+kind']) {
    const authorization = await world.authorizationOf('owner', undefined);
    await app.http.get(`/api/v1${path}`).set('authorization', String(authorization)).expect(200);
  }
  const before = new Set(parts.keys());
  const results: Result[] = [];
  for (const name of Object.keys(operations).filter((one) => one.startsWith(only ?? ''))) {
    // What one attack used up must not stop the next: signing in is slowed down by failures.
    await app.knex('attempts').del();
    const asked = await wordsFor(app, world, name);
    if (!asked) continue;
    requests = 0;
    const said = await sqlmap(asked, directory);
    results.push({ name, verdict: verdictOf(said), requests, said });
    console.error(`${name}: ${results.at(-1)?.verdict}, ${requests} requests`);
    if (results.at(-1)?.verdict !== 'nothing found') console.error(said.slice(-1_500));
  }
  const added = [...parts].filter(([part]) => !before.has(part));
  rmSync(directory, { recursive: true, force: true });
  await app.close();
  const text = reportOf(results, before.size, added);
  console.log(text);
  if (only === undefined) writeFileSync(path.join(projectRoot(), 'bench/results/sql-injection.md'), text);
  return added.length === 0 && results.every(({ verdict }) => verdict === 'nothing found') ? 0 : 1;
});
