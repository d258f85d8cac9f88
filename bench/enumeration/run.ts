import 'reflect-metadata';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { WinstonLogger } from '../../src/adapters/winston/winston-logger.js';
import { type Application, composeApplication, prepareDatabase } from '../../src/composition/index.js';
import { StartupFailure } from '../../src/composition/startup-failure.js';
import { loadConfig } from '../../src/config/index.js';
import { runProgram } from '../../scripts/run-program.js';
import { removeKeys } from '../redis-keys.js';
import { ownRedisPrefix, serverEnvironment } from '../server-environment.js';
import { type Arm, arms, compare, type Compared, report } from './comparison.js';
import { type Person, questions } from './questions.js';
import { type Probe, Stranger } from './probe.js';
import { shuffle } from './timing-difference.js';

const help = `Whether an answer tells if an address has an account: known against unknown addresses, in turns, one call at a time.

  npm run bench:enumeration                    400 of each; writes bench/results/enumeration.md
  npm run bench:enumeration -- --samples 20    prints only

On the server that DATABASE_URL names (a database that may be filled with people, with REDIS_URL if set), otherwise on an embedded one.
Ends with 1 when status, headers or length differ. Times are printed, and fail nothing.`;

const fullSamples = 400;
const warmUp = 10;
const password = 'mototsikli Tbilisi 26';

let calls = 0;
/** Each call comes from elsewhere: nobody is slowed down. */
function nextAddress(): string {
  calls += 1;
  return `10.${(calls >> 16) & 255}.${(calls >> 8) & 255}.${calls & 255}`;
}

const personOf = (run: string, arm: Arm, n: number): Person => ({
  email: `${arm.padEnd(7, 'x')}.${run}.${String(n).padStart(4, '0')}@example.ge`,
  username: `${arm.slice(0, 1)}_${run}_${String(n).padStart(4, '0')}`,
  ref: '',
});

/** Accounts whose address is proved, made as anybody makes one. */
async function makeAccounts(application: Application, stranger: Stranger, people: readonly Person[]): Promise<void> {
  for (const { email, username } of people) {
    const { status } = await stranger.ask(
      '/register',
      { email, username: `own${username}`, password, fullName: 'Nino' },
      nextAddress(),
    );
    if (status !== 201) throw new StartupFailure(`An account for the measurement could not be made (${status}).`);
  }
  await application.outbox.drain();
  const addresses = people.map(({ email }) => email);
  await application.knex('users').whereIn('email', addresses).update({ email_verified_at: new Date() });
}

async function measure(application: Application, port: number, samples: number): Promise<Compared[]> {
  const stranger = new Stranger(port);
  const run = Date.now().toString(36).slice(-5);
  const rounds = warmUp + samples;
  const people = Object.fromEntries(
    arms.map((arm) => [arm, Array.from({ length: rounds }, (_, n) => personOf(run, arm, n))]),
  ) as Record<Arm, Person[]>;
  await makeAccounts(application, stranger, people.known);
  const compared: Compared[] = [];
  for (const { name, path: where, body, learn } of questions) {
    const seen: Record<Arm, Probe[]> = { known: [], unknown: [], control: [] };
    for (let n = 0; n < rounds; n += 1) {
      for (const arm of shuffle([...arms])) {
        const person = people[arm][n] as Person;
        const probe = await stranger.ask(where, body(person), nextAddress());
        learn?.(person, probe.body);
        if (n >= warmUp) seen[arm].push(probe);
        // Mails that a call brings about are not to slow the next one down, which may be of another kind.
        await application.outbox.drain();
      }
    }
    compared.push(compare(name, seen));
    console.error(`${name}: done`);
  }
  stranger.end();
  return compared;
}

await runProgram(async (words) => {
  const at = words.indexOf('--samples');
  const samples = at === -1 ? fullSamples : Number(words[at + 1]);
  if (words.includes('--help') || !(samples >= 2)) {
    console.log(help);
    return words.includes('--help') ? 0 : 1;
  }
  const directory = mkdtempSync(path.join(os.tmpdir(), 'bikearea-bench-enumeration-'));
  const { DATABASE_URL: databaseUrl, REDIS_URL: url } = process.env;
  const redis = url ? { url, prefix: ownRedisPrefix() } : undefined;
  const env = serverEnvironment({ directory, databaseUrl, redis });
  const quiet = { LOG_LEVEL: 'error', SEED_DEMO: 'false', TRUST_PROXY: '1', MIGRATE_ON_START: 'true' };
  const application = await composeApplication(loadConfig({ ...env, ...quiet }));
  try {
    await prepareDatabase(application);
    const compared = await measure(application, await application.start(), samples);
    const backing = `${databaseUrl ? 'PostgreSQL' : 'embedded PostgreSQL'}, ${redis ? 'Redis' : 'no Redis'}`;
    const machine = `Node ${process.version}, ${os.availableParallelism()} cores (${os.cpus()[0]?.model ?? 'unknown'}), ${backing}`;
    const text = report(compared, `${machine}; ${samples} calls of each kind, in turns.`);
    console.log(text);
    if (samples >= fullSamples) {
      mkdirSync('bench/results', { recursive: true });
      writeFileSync('bench/results/enumeration.md', text);
    }
    return compared.every(({ sameAnswers }) => sameAnswers) ? 0 : 1;
  } finally {
    await application.stop();
    application.container.get(WinstonLogger).close();
    if (redis) await removeKeys(redis.url, redis.prefix);
    rmSync(directory, { recursive: true, force: true });
  }
});
