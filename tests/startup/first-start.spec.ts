import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { demoLogins } from '../../seeds/demo.js';
import { openDatabase } from '../../src/composition/database.js';
import { loadDatabaseConfig } from '../../src/config/index.js';
import { RunningProgram, type Variables } from './program.js';

interface SignedIn {
  readonly data: {
    readonly user: { readonly username: string; readonly avatarUrl: string };
    readonly tokens: { readonly accessToken: string };
  };
}

const signIn = ({ email, password }: { email: string; password: string }, base: string): Promise<Response> =>
  fetch(`${base}/api/v1/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  });

/** One data directory through its life, without any server beside it: what somebody does who has just cloned the repository. */
describe('the program on a machine without any service', function () {
  this.timeout(90_000);
  let directory: string;
  let variables: Variables;
  let server: RunningProgram;
  let base: string;

  before(async () => {
    directory = mkdtempSync(path.join(tmpdir(), 'bikearea-start-'));
    variables = { DATA_DIR: path.join(directory, 'data'), PORT: '0' };
    server = RunningProgram.start('src/main.ts', variables);
    base = await server.address();
  });
  after(async () => {
    await server.kill();
    rmSync(directory, { recursive: true, force: true });
  });

  it('is ready once it has said where it is', async () => {
    expect((await fetch(`${base}/health/ready`)).status).to.equal(200);
    const { data } = (await (await fetch(`${base}/api/v1/listings/categories`)).json()) as { data: unknown[] };
    expect(data).to.have.length(5);
  });

  it('says in lines that fit a terminal: addresses, demo logins, what serves what, what is off, what to try', () => {
    const { output } = server;
    for (const part of ['/api/v1', '/docs', '/dev/mailbox', 'embedded PostgreSQL', 'no REDIS_URL', 'Push', 'off', 'Try first']) {
      expect(output).to.include(part);
    }
    for (const { email, password } of Object.values(demoLogins)) expect(output).to.include(email).and.include(password);
    const banner = output.split('\n').filter((line) => !/^\d\d:\d\d:/.test(line) && !line.includes(directory));
    expect(banner.filter((line) => line.length > 100)).to.deep.equal([]);
  });

  it('lets the demo people in, with pictures that load', async () => {
    for (const login of Object.values(demoLogins)) {
      const answer = await signIn(login, base);
      expect(answer.status, login.email).to.equal(200);
      const { data } = (await answer.json()) as SignedIn;
      expect(data.user.username).to.equal(login.username);
      const picture = await fetch(data.user.avatarUrl.replace(/^http:\/\/[^/]+/, base));
      expect(picture.status).to.equal(200);
      expect(picture.headers.get('content-type')).to.equal('image/webp');
    }
  });

  for (const [name, source, words] of [
    ['a second server', 'src/main.ts', []],
    ['the seed program', 'seeds/run.ts', ['--reset']],
    ['the migration program', 'scripts/migrate.ts', ['status']],
  ] as const) {
    it(`keeps ${name} away from its data directory: said in words, with code 1, soon`, async () => {
      const second = RunningProgram.start(source, variables, ...words);
      expect(await second.ended(15_000)).to.equal(1);
      expect(second.errors).to.match(/is in use by process \d+\. Stop that process, give this one another DATA_DIR/);
      expect(second.errors).to.include(String(server.child.pid));
      expect(second.errors).to.not.match(/\n\s+at /);
      expect((await fetch(`${base}/health/ready`)).status).to.equal(200);
    });
  }

  it('starts again after kill -9 and has kept everything: the session still counts, and a removed demo person stays away', async () => {
    const { data } = (await (await signIn(demoLogins.rider, base)).json()) as SignedIn;
    const authorization = `Bearer ${data.tokens.accessToken}`;
    server.signal('SIGKILL');
    expect(await server.ended()).to.equal(null);
    const knex = openDatabase(loadDatabaseConfig(variables));
    await knex('users').where({ email: demoLogins.moderator.email }).del();
    await knex.destroy();

    server = RunningProgram.start('src/main.ts', variables);
    base = await server.address();
    const me = await fetch(`${base}/api/v1/auth/me`, { headers: { authorization } });
    expect(me.status).to.equal(200);
    expect(server.output).to.not.include('demo people were made');
    expect(server.output).to.include(demoLogins.rider.email).and.not.include(demoLogins.moderator.email);
    expect((await signIn(demoLogins.moderator, base)).status).to.equal(401);
    expect(server.output).to.not.include('migration(s) were run');
  });

  it('ends with code 0 on SIGTERM, and starts again', async () => {
    server.signal('SIGTERM');
    expect(await server.ended()).to.equal(0);
    expect(server.output).to.include('Everything is closed');
    server = RunningProgram.start('src/main.ts', variables);
    base = await server.address();
    expect((await fetch(`${base}/health/ready`)).status).to.equal(200);
    server.signal('SIGINT');
    expect(await server.ended()).to.equal(0);
  });

  it('may be seeded anew while it is down, and the sessions of the demo people go with them', async () => {
    const seed = RunningProgram.start('seeds/run.ts', variables, '--reset');
    expect(await seed.ended(30_000), seed.everything).to.equal(0);
    expect(seed.output).to.include('Demo people removed: 29').and.include('Demo people made: 30');
    const again = RunningProgram.start('seeds/run.ts', variables);
    expect(await again.ended(30_000)).to.equal(0);
    expect(again.output).to.include('there already');
  });
});
