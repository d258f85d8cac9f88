import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { RunningProgram, type Variables } from './program.js';

/** Long enough for a busy machine to load the program, short enough that nobody takes it for hanging. */
const soonMs = 60_000;

describe('the program refuses to start', function () {
  this.timeout(180_000);
  let directory: string;
  let listener: Server;
  let taken: number;

  before(async () => {
    directory = mkdtempSync(path.join(tmpdir(), 'bikearea-refusal-'));
    // Accepts and never answers: a frozen server.
    listener = createServer((socket) => socket.resume()).listen(0, '0.0.0.0');
    await once(listener, 'listening');
    taken = (listener.address() as AddressInfo).port;
  });
  after(() => {
    listener.close();
    rmSync(directory, { recursive: true, force: true });
  });

  const refused = async (variables: Variables, source = 'src/main.ts', ...words: string[]): Promise<RunningProgram> => {
    const program = RunningProgram.start(source, { DATA_DIR: directory, PORT: '0', ...variables }, ...words);
    expect(await program.ended(soonMs), program.everything).to.equal(1);
    return program;
  };

  it('in production without its settings: everything that is missing at once, and no stack', async () => {
    const { errors, output } = await refused({ NODE_ENV: 'production', SEED_DEMO: 'true', R2_BUCKET_NAME: 'media' });
    for (const name of [
      ...['JWT_ACCESS_SECRET', 'JWT_REFRESH_SECRET', 'DATABASE_URL', 'REDIS_URL', 'PUBLIC_URL', 'FRONTEND_URL', 'SMTP_URL'],
      ...['SEED_DEMO', 'R2_ACCOUNT_ID', 'R2_SECRET_ACCESS_KEY'],
    ]) {
      expect(errors).to.include(name);
    }
    expect(errors).to.not.match(/\n\s+at /);
    expect(output).to.equal('');
  });

  it('with values that make no sense: all of them named, none of them shown', async () => {
    const { errors } = await refused({
      PORT: 'http',
      JWT_ACCESS_EXPIRATION: 'soon',
      RATE_LIMIT_AUTH: '10 per hour',
      DATABASE_URL: 'mysql://x:geheim@y/z',
    });
    for (const name of ['PORT', 'JWT_ACCESS_EXPIRATION', 'RATE_LIMIT_AUTH', 'DATABASE_URL']) expect(errors).to.include(name);
    expect(errors).to.not.include('geheim');
  });

  it('with a wrong value in a file .env, unless the environment has a right one', async () => {
    writeFileSync(path.join(directory, '.env'), `PORT=http\nTRUST_PROXY=everyone\n`);
    const variables = { DATA_DIR: path.join(directory, 'data'), PORT: String(taken) };
    const { errors } = await refused(variables);
    expect(errors)
      .to.match(/TRUST_PROXY must be a number/)
      .and.not.match(/PORT must/);
    rmSync(path.join(directory, '.env'));
  });

  it('when the port is taken, before it has touched anything', async () => {
    const { errors } = await refused({ PORT: String(taken), DATA_DIR: path.join(directory, 'untouched') });
    expect(errors.trim()).to.equal(`Port ${taken} is in use by another program. Stop it, or start with another PORT.`);
  });

  it('when nobody listens at DATABASE_URL, without showing the password', async () => {
    const { errors } = await refused({ DATABASE_URL: 'postgres://bikearea:geheim@127.0.0.1:9/bikearea' });
    expect(errors).to.match(/^The database at 127\.0\.0\.1:9\/bikearea \(DATABASE_URL\) cannot be used: .*ECONNREFUSED/);
    expect(errors)
      .to.not.include('geheim')
      .and.not.match(/\n\s+at /);
  });

  it('when what listens at DATABASE_URL never answers', async () => {
    const { errors } = await refused({ DATABASE_URL: `postgres://127.0.0.1:${taken}/x`, DATABASE_ACQUIRE_TIMEOUT_MS: '1500' });
    expect(errors).to.match(/^The database at .* cannot be used: /);
  });

  for (const [what, port] of [
    ['nobody listens', () => 9],
    ['what listens never answers', () => taken],
  ] as const) {
    it(`when at REDIS_URL ${what}`, async () => {
      const { errors } = await refused({ REDIS_URL: `redis://127.0.0.1:${port()}`, REDIS_CONNECT_TIMEOUT_MS: '500' });
      expect(errors).to.include('REDIS_URL is set, but Redis does not answer there');
    });
  }

  it('with a first administrator whose password nobody may have', async () => {
    const { errors } = await refused({
      DATA_DIR: path.join(directory, 'admin'),
      ADMIN_EMAIL: 'boss@example.ge',
      ADMIN_PASSWORD: 'password1234',
      SEED_DEMO: 'false',
    });
    expect(errors).to.match(/ADMIN_PASSWORD|password/i);
    expect(errors).to.not.include('password1234');
  });

  it('to reset demo data in production', async () => {
    const secret = (letter: string): string => `${letter}8sK2mQx7Tz4Rv9Wn3Lp6Yb1Hd5Gf0Jc`;
    const { errors } = await refused(
      {
        NODE_ENV: 'production',
        DATABASE_URL: 'postgres://127.0.0.1:9/x',
        REDIS_URL: 'redis://127.0.0.1:9',
        PUBLIC_URL: 'https://api.bikearea.ge',
        FRONTEND_URL: 'https://bikearea.ge',
        SMTP_URL: 'smtp://127.0.0.1:9',
        JWT_ACCESS_SECRET: secret('a'),
        JWT_REFRESH_SECRET: secret('b'),
      },
      'seeds/run.ts',
      '--reset',
    );
    expect(errors.trim()).to.equal(
      'There is no demo data in production: its logins are public. --reset is refused; nothing was changed.',
    );
  });

  it('commands that it does not know, naming those that it does', async () => {
    for (const source of ['seeds/run.ts', 'scripts/migrate.ts']) {
      const { errors } = await refused({}, source, '--everything');
      expect(errors)
        .to.match(/^Unknown: --everything\n/)
        .and.include('npm run');
    }
  });
});
