import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { type Config, ConfigError, loadConfig, loadDatabaseConfig } from '../../../src/config/index.js';
import { production } from './production.js';

function faultsOf(load: () => unknown): readonly string[] {
  try {
    load();
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
  return [];
}

describe('loadConfig', () => {
  let directory: string;
  before(() => {
    directory = mkdtempSync(path.join(tmpdir(), 'bikearea-config-'));
  });
  after(() => rmSync(directory, { recursive: true }));

  const load = (env: NodeJS.ProcessEnv = {}): Config => loadConfig({ DATA_DIR: directory, ...env });
  const faults = (env: NodeJS.ProcessEnv): readonly string[] => faultsOf(() => load(env));
  const without = (...names: string[]): NodeJS.ProcessEnv =>
    Object.fromEntries(Object.entries(production).filter(([name]) => !names.includes(name)));

  it('asks for nothing outside production', () => {
    const config = load();
    expect(config.environment).to.equal('development');
    expect(config.http).to.deep.equal({
      port: 3000,
      host: '0.0.0.0',
      apiPrefix: '/api/v1',
      publicUrl: 'http://localhost:3000',
      allowedOrigins: ['http://localhost:3000'],
      trustedProxies: 0,
    });
    expect(config.database.url).to.equal(undefined);
    expect(config.redis.url).to.equal(undefined);
    expect(config.r2).to.equal(undefined);
    expect(config.startup).to.deep.equal({ migrate: true, seedDemo: true });
    expect(config.tokens).to.include({ accessSeconds: 900, refreshSeconds: 604_800 });
    expect(config.version).to.match(/^\d+\.\d+\.\d+/);
  });

  it('makes no demo data in tests, and no noise', () => {
    expect(load({ NODE_ENV: 'test' })).to.deep.include({ startup: { migrate: true, seedDemo: false } });
    expect(load({ NODE_ENV: 'test' }).log.level).to.equal('error');
  });

  it('takes a variable that is set to nothing for one that is not set', () => {
    expect(load({ PORT: '', DATABASE_URL: '', FRONTEND_URL: '', SEED_DEMO: '' })).to.deep.equal(load());
  });

  it('does not mind variables of other programs', () => {
    expect(load({ SHELL: '/bin/sh', npm_lifecycle_event: 'start' })).to.deep.equal(load());
  });

  describe('in production', () => {
    it('is content with what it demands, and neither migrates nor makes demo data nor shows text logs', () => {
      const config = load(production);
      expect(config.startup).to.deep.equal({ migrate: false, seedDemo: false });
      expect(config.log).to.deep.equal({ level: 'info', json: true });
      expect(config.shutdownDelayMs).to.be.greaterThan(0);
    });

    for (const name of Object.keys(production).filter((key) => key !== 'NODE_ENV')) {
      it(`does not start without ${name}, and names nothing else`, () => {
        const found = faults(without(name));
        expect(found).to.have.length(1);
        expect(found[0]).to.include(`${name} is required in production`);
      });
    }

    it('names everything that is missing at once', () => {
      expect(faults({ NODE_ENV: 'production' })).to.have.length(7);
    });

    const weak: readonly (readonly [string, string])[] = [
      ['at least 32 bytes', 'x9Kq2mZ7'],
      ['an example value', 'change-me-change-me-change-me-change-me'],
      ['an example value', 'a'.repeat(40)],
      ['an example value', 'this-is-an-example-secret-of-good-length'],
    ];
    for (const [what, secret] of weak) {
      it(`refuses ${secret.slice(0, 12)}… as a secret: ${what}`, () => {
        const found = faults({ ...production, JWT_ACCESS_SECRET: secret });
        expect(found.join()).to.include('JWT_ACCESS_SECRET').and.include(what);
        expect(found.join()).to.not.include(secret);
      });
    }

    it('refuses one secret for both kinds of token', () => {
      const found = faults({ ...production, JWT_REFRESH_SECRET: production.JWT_ACCESS_SECRET });
      expect(found).to.deep.equal(['JWT_ACCESS_SECRET and JWT_REFRESH_SECRET must differ']);
    });

    describe('secrets of access tokens that are accepted beside the current one', () => {
      const [older, next] = ['m3Vt8Kw1Rz6Yp4Qd9Xn2Lb7Hs5Gc0JfA', 'e7Bn2Xc9Vm4Zk6Ja1Hg3Fd8Sp5Qw0RtY'];
      const accepting = (secrets: string) => faults({ ...production, JWT_ACCESS_ACCEPTED_SECRETS: secrets });

      it('are a list; none unless said', () => {
        const { tokens } = load({ ...production, JWT_ACCESS_ACCEPTED_SECRETS: `${older}, ${next}` });
        expect(tokens.acceptedAccessSecrets).to.deep.equal([older, next]);
        expect(load(production).tokens.acceptedAccessSecrets).to.deep.equal([]);
      });

      const refused: readonly (readonly [string, string, string])[] = [
        ['a short one', `${older},x9Kq2mZ7`, 'number 2, must have at least 32 bytes'],
        ['an example', 'change-me-change-me-change-me-change-me', 'number 1, looks like an example value'],
        ['an empty one', `${older},`, 'number 2, must have at least 32 bytes'],
        ['one twice', `${older},${next},${older}`, 'number 3, stands there twice'],
        ['the current one', production.JWT_ACCESS_SECRET, 'number 1, is JWT_ACCESS_SECRET itself'],
        ['that of refresh tokens', production.JWT_REFRESH_SECRET, 'number 1, and JWT_REFRESH_SECRET must differ'],
      ];
      for (const [what, secrets, fault] of refused) {
        it(`refuse ${what}, without showing it`, () => {
          expect(accepting(secrets)).to.deep.equal([`JWT_ACCESS_ACCEPTED_SECRETS, ${fault}`]);
        });
      }

      it('are looked at outside production too', () => {
        expect(faults({ JWT_ACCESS_ACCEPTED_SECRETS: 'short' }).join()).to.include('number 1, must have at least 32 bytes');
      });
    });

    it('refuses demo data', () => {
      expect(faults({ ...production, SEED_DEMO: 'true' })[0]).to.include('SEED_DEMO');
    });

    it('makes no secrets of its own', () => {
      const empty = mkdtempSync(path.join(directory, 'production-'));
      load({ ...production, DATA_DIR: empty });
      expect(readdirSync(empty)).to.deep.equal([]);
    });
  });

  describe('what belongs together', () => {
    const r2 = {
      R2_ACCOUNT_ID: 'abc123',
      R2_ACCESS_KEY_ID: 'key',
      R2_SECRET_ACCESS_KEY: 'geheim',
      R2_BUCKET_NAME: 'media',
      R2_PUBLIC_URL: 'https://media.bikearea.ge/',
    };

    it('takes R2 when it is complete: endpoint of the account, public address without a slash', () => {
      expect(load(r2).r2).to.deep.equal({
        endpoint: 'https://abc123.r2.cloudflarestorage.com',
        accessKeyId: 'key',
        secretAccessKey: 'geheim',
        bucket: 'media',
        publicUrl: 'https://media.bikearea.ge',
      });
    });

    it('takes an endpoint of another S3 server instead of the account', () => {
      expect(load({ ...r2, R2_ACCOUNT_ID: '', R2_ENDPOINT: 'http://127.0.0.1:9000' }).r2?.endpoint).to.equal(
        'http://127.0.0.1:9000',
      );
    });

    for (const name of Object.keys(r2)) {
      it(`refuses R2 without ${name}`, () => {
        const found = faults({ ...r2, [name]: '' });
        expect(found).to.have.length(1);
        expect(found[0])
          .to.match(/half configured/)
          .and.include(name);
      });
    }

    it('refuses an administrator without a password, and the reverse', () => {
      expect(faults({ ADMIN_EMAIL: 'boss@bikearea.ge' })).to.deep.equal(['ADMIN_EMAIL and ADMIN_PASSWORD belong together']);
      expect(faults({ ADMIN_PASSWORD: 'long enough to be one' })).to.have.length(1);
    });

    it('refuses access tokens that outlive refresh tokens', () => {
      expect(faults({ JWT_ACCESS_EXPIRATION: '8d' })).to.deep.equal([
        'JWT_ACCESS_EXPIRATION must be shorter than JWT_REFRESH_EXPIRATION',
      ]);
    });

    it('names wrong values and contradictions in one go', () => {
      const found = faults({ NODE_ENV: 'production', PORT: '99999', R2_BUCKET_NAME: 'x', ADMIN_EMAIL: 'no address' });
      for (const name of ['PORT', 'R2_', 'ADMIN_EMAIL', 'ADMIN_PASSWORD', 'DATABASE_URL', 'JWT_ACCESS_SECRET']) {
        expect(
          found.some((fault) => fault.includes(name)),
          name,
        ).to.equal(true);
      }
    });
  });

  it('reads like a list that can be worked off', () => {
    expect(() => load({ PORT: 'x', TRUST_PROXY: '-1' })).to.throw(
      ConfigError,
      'The configuration is not usable:\n  - PORT must be a number\n  - TRUST_PROXY must be greater than or equal to 0',
    );
  });
});

describe('loadDatabaseConfig', () => {
  it('asks for no secret of the server, in production neither', () => {
    const { database, environment } = loadDatabaseConfig({ NODE_ENV: 'production', DATABASE_URL: production.DATABASE_URL });
    expect(environment).to.equal('production');
    expect(database).to.include({ url: production.DATABASE_URL, poolSize: 20, ssl: false });
  });

  it('does not fall back to the embedded database in production', () => {
    expect(faultsOf(() => loadDatabaseConfig({ NODE_ENV: 'production' }))).to.deep.equal([
      'DATABASE_URL is required in production',
    ]);
  });

  it('names wrong values', () => {
    expect(faultsOf(() => loadDatabaseConfig({ DATABASE_URL: 'mysql://x', DATABASE_POOL_SIZE: '0' }))).to.have.length(2);
  });
});
