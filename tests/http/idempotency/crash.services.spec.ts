import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { buildTestApp, type TestApp } from '../../support/build-test-app.js';
import { eventually } from '../../support/eventually.js';
import { createPerson, type Person } from '../../support/people.js';
import { rejection } from '../../support/rejection.js';
import { requireDatabaseUrl } from '../../support/services.js';
import { RunningProgram } from '../../startup/program.js';
import { Keyed, replayed } from './keyed.js';

describe('a key whose holder', function () {
  this.timeout(90_000);
  let app: TestApp;
  let keyed: Keyed;
  let gia: Person;
  before(async () => {
    requireDatabaseUrl();
    app = await buildTestApp();
    keyed = new Keyed(app);
  });
  after(() => app.close());
  beforeEach(async () => {
    gia = await createPerson(app);
    await app.settle();
  });

  describe('is killed', () => {
    let directory: string;
    let victim: RunningProgram | undefined;
    before(() => {
      directory = mkdtempSync(path.join(tmpdir(), 'bikearea-killed-'));
    });
    after(async () => {
      await victim?.kill();
      rmSync(directory, { recursive: true, force: true });
    });

    it('between commit and answer gives another instance the stored answer: one post, one event', async () => {
      const { tokens } = app.application.config;
      const { connectionString } = (app.knex.client as { config: { connection: { connectionString: string } } }).config
        .connection;
      victim = RunningProgram.start('tests/http/idempotency/fixtures/dying-server.ts', {
        DATA_DIR: path.join(directory, 'data'),
        PORT: '0',
        SEED_DEMO: 'false',
        DATABASE_URL: connectionString,
        JWT_ACCESS_SECRET: tokens.accessSecret,
        JWT_REFRESH_SECRET: tokens.refreshSecret,
      });
      const call = fetch(`${await victim.address()}/api/v1/posts`, {
        method: 'POST',
        headers: { authorization: gia.authorization, 'idempotency-key': 'k', 'content-type': 'application/json' },
        body: JSON.stringify({ content: 'a ride' }),
      });
      expect(await rejection(call)).to.be.instanceOf(TypeError);
      expect(await victim.ended()).to.equal(null);
      expect([await keyed.posts(gia), await keyed.keys(gia)]).to.deep.equal([1, 1]);
      const again = await keyed.post(gia, 'k').expect(201);
      expect(replayed(again)).to.equal(true);
      expect(await app.knex('posts').where({ author_id: gia.id }).pluck('id')).to.deep.equal([again.body.data.id]);
      expect(await keyed.events()).to.equal(1);
    });
  });

  /** Another transaction that has taken the key and does not go on. */
  async function whileHeld(then: (end: () => Promise<void>) => Promise<void>): Promise<void> {
    const holder = await app.knex.transaction();
    await holder('idempotency_keys').insert({
      person_id: gia.id,
      operation: 'POST /posts',
      key: 'k',
      fingerprint: Buffer.alloc(32),
      expires_at: new Date(Date.now() + 60_000),
    });
    try {
      await then(async () => {
        await holder.rollback();
      });
    } finally {
      if (!holder.isCompleted()) await holder.rollback();
    }
  }

  it('does not go on is waited for a moment; then 409 says when to come again', async () => {
    await whileHeld(async () => {
      const { body, headers } = await keyed.post(gia, 'k').expect(409);
      expect(body.error.code).to.equal('IDEMPOTENCY_KEY_IN_USE');
      expect(headers['retry-after']).to.equal('1');
      expect(await keyed.posts(gia)).to.equal(0);
    });
    await keyed.post(gia, 'k').expect(201);
  });

  it('fails while another waits leaves it to that one', async () => {
    await whileHeld(async (end) => {
      const call = keyed.post(gia, 'k').then((answer) => answer);
      const waiting = () =>
        app.knex('pg_stat_activity').where({ wait_event_type: 'Lock' }).whereRaw('datname = current_database()');
      await eventually('it waits', async () => (await waiting()).length === 1);
      await end();
      const answer = await call;
      expect([answer.status, replayed(answer)]).to.deep.equal([201, false]);
    });
  });
});
