import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { eventually } from '../support/eventually.js';
import { OwnRedis } from '../support/own-redis.js';
import { SeededRandom } from '../support/seeded-random.js';
import { requireDatabaseUrl } from '../support/services.js';
import { testDatabase, type TestDatabase } from '../support/test-database.js';
import { CachingProcess } from './caching-processes.js';

const ids = [1, 2, 3, 4, 5];
/** RedisInvalidationFeed.boundMs. */
const boundMs = 2_000;
/** For a busy machine. */
const slackMs = 3_000;
/** The longest pause between two tries to connect again, and between two probes of the guard. */
const reconnectMs = 2_250;

interface Write {
  readonly id: number;
  readonly version: number;
  readonly at: number;
  readonly settledAt: number;
  readonly told: boolean;
}

/**
 * When the reads of process `at` must know of a write:
 *
 * - its own, and `shared` reads of any process when Redis was told: from when it settled;
 * - `process` reads of another process when Redis was told: the feed's bound later;
 * - in other processes, when Redis could not be told: when it has been well for as long as the writer needs to reach it again and end
 *   everything, and the feed's bound on top.
 */
function knownFrom(write: Write, at: number, consistency: 'process' | 'shared', wellSince: number): number {
  if (write.at === at) return write.settledAt;
  if (!write.told) return Math.max(write.settledAt, wellSince) + reconnectMs + boundMs + slackMs;
  return consistency === 'shared' ? write.settledAt : write.settledAt + boundMs + slackMs;
}

/** Three processes, their one Redis, and what they read and wrote. Times by performance.now of this process. */
class Model {
  readonly writes: Write[] = [];
  readonly stale: string[] = [];
  readonly tiers = new Map<string, number>();
  failed = 0;
  /** Infinity while Redis is not. */
  wellSince = 0;
  ended = false;

  constructor(
    private readonly processes: readonly CachingProcess[],
    private readonly random: SeededRandom,
  ) {}

  async work(): Promise<void> {
    while (!this.ended) {
      const at = this.random.below(this.processes.length);
      const id = this.random.pick(ids);
      if (this.random.chance(0.1)) await this.write(at, id);
      else await this.read(at, id, this.random.chance(0.7) ? 'process' : 'shared');
      await sleep(this.random.below(15));
    }
  }

  async write(at: number, id: number): Promise<void> {
    const { version, told = false } = await this.#process(at).ask({ kind: 'write', id });
    if (version === undefined) this.failed += 1;
    else this.writes.push({ id, version, at, settledAt: performance.now(), told });
  }

  async read(at: number, id: number, consistency: 'process' | 'shared'): Promise<number | undefined> {
    const [begun, wellSince] = [performance.now(), this.wellSince];
    const known = this.writes.filter((one) => one.id === id && knownFrom(one, at, consistency, wellSince) <= begun);
    const atLeast = Math.max(0, ...known.map(({ version }) => version));
    const { version, tier } = await this.#process(at).ask({ kind: 'read', id, consistency });
    if (version === undefined || tier === undefined) this.failed += 1;
    else {
      this.tiers.set(tier, (this.tiers.get(tier) ?? 0) + 1);
      if (version < atLeast) this.stale.push(`process ${at} read row ${id} (${consistency}): ${version} instead of ${atLeast}`);
    }
    return version;
  }

  #process(at: number): CachingProcess {
    return this.processes[at] as CachingProcess;
  }
}

describe('three processes on one Redis that fails', function () {
  this.timeout(180_000);
  let database: TestDatabase;
  let databaseUrl: string;
  let redis: OwnRedis;
  let processes: CachingProcess[] = [];

  before(async () => {
    requireDatabaseUrl();
    database = await testDatabase({ poolSize: 2 });
    databaseUrl = (database.knex.client as { config: { connection: { connectionString: string } } }).config.connection
      .connectionString;
    await database.knex.schema.createTable('model_rows', (table) => {
      table.integer('id').primary();
      table.integer('version').notNullable();
    });
    await database.knex('model_rows').insert(ids.map((id) => ({ id, version: 1 })));
    redis = await OwnRedis.start();
  });
  afterEach(async () => {
    redis.thaw();
    await Promise.all(processes.map((one) => one.stop()));
    processes = [];
  });
  after(async () => {
    await redis.kill();
    await database.drop();
  });

  const start = async (hearing: 'hears' | 'deaf'): Promise<void> => {
    processes = await Promise.all([0, 1, 2].map(() => CachingProcess.start(databaseUrl, redis.url, hearing)));
  };

  const faults: Readonly<Record<string, (random: SeededRandom) => Promise<void>>> = {
    'stands still for a moment': async (random) => {
      redis.freeze();
      await sleep(100 + random.below(700));
      redis.thaw();
    },
    'stands still': async (random) => {
      redis.freeze();
      await sleep(2_000 + random.below(3_000));
      redis.thaw();
    },
    'is killed and comes back empty': async (random) => {
      await redis.kill();
      await sleep(random.below(2_500));
      await redis.restart();
    },
    'hangs up on those who listen': () => redis.hangUp('pubsub'),
    'hangs up on those who ask': () => redis.hangUp('normal'),
  };

  it('serve nothing older than stated meanwhile, and all the same as the database afterwards', async () => {
    const seed = Number(process.env['MODEL_SEED'] ?? 1);
    const random = new SeededRandom(seed);
    await start('hears');
    const model = new Model(processes, random);
    const working = Array.from({ length: 8 }, () => model.work());
    await sleep(1_000);
    const order = Object.entries(faults)
      .map(([what, make]) => ({ what, make, rank: random.next() }))
      .sort((a, b) => a.rank - b.rank);
    for (const { make } of order) {
      model.wellSince = Infinity;
      await make(random);
      model.wellSince = performance.now();
      await sleep(500 + random.below(9_000));
    }
    model.ended = true;
    await Promise.all(working);
    const round = `seed ${seed}: ${order.map(({ what }) => what).join(', ')}`;
    expect(model.stale, round).to.deep.equal([]);
    expect(model.writes.filter(({ told }) => !told).length, `${round}: writes that Redis was not told of`).to.be.above(0);
    expect(model.tiers.get('process') ?? 0, `${round}: reads from the process tier`).to.be.above(100);
    expect(model.tiers.get('shared') ?? 0, `${round}: reads from Redis`).to.be.above(10);
    expect(model.failed, `${round}: reads and writes that failed`).to.equal(0);

    const truth = new Map<number, number>();
    for (const { id, version } of await database.knex('model_rows').select<{ id: number; version: number }[]>('id', 'version')) {
      truth.set(id, version);
    }
    const agree = async (): Promise<boolean> => {
      for (const at of processes.keys()) {
        for (const id of ids) {
          for (const consistency of ['process', 'shared'] as const) {
            if ((await model.read(at, id, consistency)) !== truth.get(id)) return false;
          }
        }
      }
      return true;
    };
    await eventually(`${round}: all equal the database`, agree, 30_000);
    expect(await agree(), `${round}: and stay so`).to.equal(true);
  });

  it('would be found out if they did not hear of each other', async () => {
    await start('deaf');
    const model = new Model(processes, new SeededRandom(1));
    // On a busy machine a round may find Redis too slow to keep anything.
    for (let round = 0; round < 5 && model.stale.length === 0; round += 1) {
      for (const at of processes.keys()) await model.read(at, 1, 'process');
      await model.write(0, 1);
      await sleep(boundMs + slackMs);
      for (const at of processes.keys()) await model.read(at, 1, 'process');
    }
    expect(model.stale.length).to.be.within(1, 2);
  });
});
