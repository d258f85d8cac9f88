import 'reflect-metadata';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import type { Knex } from 'knex';
import { WinstonLogger } from '../src/adapters/winston/winston-logger.js';
import { type Application, composeApplication } from '../src/composition/index.js';
import { StartupFailure } from '../src/composition/startup-failure.js';
import { type Config, loadConfig } from '../src/config/index.js';
import { runProgram } from '../scripts/run-program.js';
import { findReader, meetCommunity } from './community.js';
import { communityCases } from './community-cases.js';
import { attempt } from './drive.js';
import { planOf, readingsOf, wholeReads } from './explain/statements.js';
import { prepare, type Preparation } from './preparation.js';
import { runJobsOnce } from './recurring-jobs.js';
import { serverEnvironment } from './server-environment.js';

const help = `Prints the plan of every statement that each reading case of the bench makes, as it is carried out.

  npm run bench:explain     on the database that DATABASE_URL names and "npm run bench:data" filled

Ends with 1 when a statement reads a table of more than 10,000 rows from one end to the other, and when a case could
not be asked, such as trending on a database whose posts are older than a week.`;

const largeRows = 10_000;

/** Composed without Redis, so that nothing is answered from what an earlier call left behind; neither events nor schedules run. */
async function withApplication<T>(config: Config, work: (application: Application, base: string) => Promise<T>): Promise<T> {
  const application = await composeApplication(config);
  try {
    const server = application.http.server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return await work(application, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    await application.stop();
    application.container.get(WinstonLogger).close();
  }
}

function prepareOn(config: Config): Promise<Preparation> {
  return withApplication(config, async (application, base) => {
    const readerId = await findReader(application.knex);
    if (readerId === null) throw new StartupFailure('bench:data did not fill this database.');
    await runJobsOnce(application);
    const cases = communityCases(base, await meetCommunity(base, application.knex, readerId));
    return prepare(
      base,
      cases.filter(({ reads }) => reads),
    );
  });
}

async function largeTables(knex: Knex): Promise<Set<string>> {
  const { rows } = await knex.raw<{ rows: { name: string }[] }>(
    `select relname as name from pg_class where relkind = 'r' and reltuples > ? and relnamespace = cast(current_schema() as regnamespace)`,
    [largeRows],
  );
  return new Set(rows.map(({ name }) => name));
}

/** Prints the plans; resolves with the readings of large tables from end to end, and whether every case could be asked. */
async function explain(config: Config): Promise<{ readonly found: string[]; readonly complete: boolean }> {
  const { cases, leftOut } = await prepareOn(config);
  const found: string[] = [];
  for (const { bench, requests } of cases) {
    const [request] = requests;
    if (!request) continue;
    await withApplication(config, async ({ knex }, base) => {
      const large = await largeTables(knex);
      const statements = await readingsOf(knex, () => attempt(base, request));
      console.log(`## ${bench.name}\n`);
      for (const [at, statement] of statements.entries()) {
        const plan = await planOf(knex, statement);
        console.log(`\`\`\`sql\n${statement.text}\n\`\`\`\n\n\`\`\`text\n${plan.join('\n')}\n\`\`\`\n`);
        const whole = wholeReads(plan).filter((table) => large.has(table));
        found.push(...whole.map((table) => `${bench.name}, statement ${at + 1}: ${table}`));
      }
    });
  }
  for (const { name, reason } of leftOut) console.log(`Left out: ${name}: ${reason}`);
  return { found, complete: leftOut.length === 0 };
}

await runProgram(async (words) => {
  if (words.length > 0) {
    console.log(help);
    return words.includes('--help') || words.includes('-h') ? 0 : 1;
  }
  const url = process.env['DATABASE_URL'];
  if (!url) throw new StartupFailure(`DATABASE_URL is not set.\n\n${help}`);
  const directory = mkdtempSync(path.join(tmpdir(), 'bikearea-explain-'));
  try {
    const { found, complete } = await explain(
      loadConfig({ ...serverEnvironment({ directory, databaseUrl: url }), LOG_LEVEL: 'error' }),
    );
    console.log(
      found.length === 0
        ? 'No large table is read from one end to the other.'
        : `Read from one end to the other:\n${found.join('\n')}`,
    );
    return found.length === 0 && complete ? 0 : 1;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
});
