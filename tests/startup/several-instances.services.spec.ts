import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { countDemoPeople } from '../../seeds/demo.js';
import { eventually } from '../support/eventually.js';
import { removeKeysOfApplication } from '../support/redis-client.js';
import { requireRedisUrl } from '../support/services.js';
import { EmptyDatabase } from './empty-database.js';
import { RunningProgram, type Variables } from './program.js';

describe('instances on one PostgreSQL and one Redis', function () {
  this.timeout(120_000);
  let database: EmptyDatabase;
  let directory: string;
  let variables: Variables;
  let running: RunningProgram[] = [];

  const redisPrefix = `bikearea-test-${randomUUID().slice(0, 8)}`;

  before(async () => {
    database = await EmptyDatabase.create();
    directory = mkdtempSync(path.join(tmpdir(), 'bikearea-instances-'));
    variables = {
      DATA_DIR: directory,
      PORT: '0',
      DATABASE_URL: database.url,
      REDIS_URL: requireRedisUrl(),
      REDIS_PREFIX: redisPrefix,
    };
  });
  afterEach(async () => {
    await Promise.all(running.map((program) => program.kill()));
    running = [];
  });
  after(async () => {
    await database.drop();
    await removeKeysOfApplication(requireRedisUrl(), redisPrefix);
    rmSync(directory, { recursive: true, force: true });
  });

  const start = async (more: Variables = {}): Promise<[RunningProgram, string]> => {
    const program = RunningProgram.start('src/main.ts', { ...variables, ...more });
    running.push(program);
    return [program, await program.address()];
  };

  it('may all start at once on an empty database: it is made once, and all of them serve', async () => {
    const started = await Promise.all([start(), start(), start()]);
    const said = (words: string): number => started.filter(([{ output }]) => output.includes(words)).length;
    expect(said('migration(s) were run')).to.equal(1);
    expect(said('30 demo people were made')).to.equal(1);
    expect(await countDemoPeople(database.knex)).to.equal(30);
    for (const [, base] of started) expect((await fetch(`${base}/health/ready`)).status).to.equal(200);
    expect(started[0][0].output).to.include('PostgreSQL (DATABASE_URL is set)').and.include('BullMQ on Redis');
  });

  it('do not migrate nor seed where they are told not to, and are not ready then', async () => {
    const other = await EmptyDatabase.create();
    try {
      const [program, base] = await start({ DATABASE_URL: other.url, MIGRATE_ON_START: 'false' });
      expect(program.output).to.match(/migration\(s\) are pending: run "npm run migrate"/);
      const ready = await fetch(`${base}/health/ready`);
      expect(ready.status).to.equal(503);
      expect(await ready.json()).to.deep.include({ failing: ['migrations'] });
      const migrate = RunningProgram.start('scripts/migrate.ts', { DATABASE_URL: other.url });
      expect(await migrate.ended(), migrate.everything).to.equal(0);
      await eventually('it is ready then', async () => (await fetch(`${base}/health/ready`)).status === 200);
    } finally {
      await Promise.all(running.map((program) => program.kill()));
      await other.drop();
    }
  });

  it('let a query that waits for a lock come to its end and answer it before they end with 0', async () => {
    const [program, base] = await start();
    const holder = await database.knex.transaction();
    await holder.raw('lock table hashtags in access exclusive mode');
    const answer = fetch(`${base}/api/v1/posts/hashtag/asked_for_the_first_time`);
    await eventually('the query waits', async () => {
      const waiting = "select 1 from pg_locks where not granted and relation = 'hashtags'::regclass";
      const { rows } = await database.knex.raw<{ rows: unknown[] }>(waiting);
      return rows.length > 0;
    });
    program.signal('SIGTERM');
    await program.says('SIGTERM: finishing');
    await new Promise((resolve) => setTimeout(resolve, 500));
    await holder.rollback();
    expect((await answer).status).to.equal(200);
    expect(await program.ended()).to.equal(0);
  });
});
