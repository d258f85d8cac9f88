import { expect } from 'chai';
import { environmentVariables, readEnvironment } from '../../../src/config/environment.js';

type Values = ReturnType<typeof readEnvironment>['values'];

const read = <K extends keyof Values>(name: K, text: string): Values[K] => {
  const { values, faults } = readEnvironment({ [name]: text });
  expect(faults, text).to.deep.equal([]);
  return values[name];
};
const refusal = (name: string, text: string): string => {
  const { faults } = readEnvironment({ [name]: text });
  expect(faults, `${name}=${text}`).to.have.length(1);
  expect(faults[0]).to.match(new RegExp(`^${name} `));
  return faults[0] ?? '';
};

describe('readEnvironment', () => {
  it('reads durations as seconds', () => {
    expect(read('JWT_ACCESS_EXPIRATION', '90s')).to.equal(90);
    expect(read('JWT_ACCESS_EXPIRATION', '15m')).to.equal(900);
    expect(read('JWT_ACCESS_EXPIRATION', '2h')).to.equal(7_200);
    expect(read('JWT_REFRESH_EXPIRATION', '7d')).to.equal(604_800);
    expect(read('JWT_REFRESH_EXPIRATION', '400d')).to.equal(34_560_000);
    for (const text of ['15', '0m', '-1m', '1.5h', '15 m', '1w', 'soon', 'm', '401d', '9999999d']) {
      refusal('JWT_ACCESS_EXPIRATION', text);
    }
  });

  it('reads rates as points and seconds', () => {
    expect(read('RATE_LIMIT_GLOBAL', '1000/900')).to.deep.equal({ points: 1000, windowSeconds: 900 });
    expect(read('RATE_LIMIT_AUTH', '1/1')).to.deep.equal({ points: 1, windowSeconds: 1 });
    for (const text of ['1000', '1000/', '/900', '0/900', '10/0', '10/900s', '10 / 900', '10/900/1', '-1/60', '1e3/60']) {
      expect(refusal('RATE_LIMIT_AUTH', text)).to.include('points/seconds');
    }
  });

  it('reads origins as browsers send them', () => {
    expect(read('FRONTEND_URL', 'https://bikearea.ge')).to.deep.equal(['https://bikearea.ge']);
    expect(read('FRONTEND_URL', ' https://Bikearea.GE:443/ , http://localhost:3001')).to.deep.equal([
      'https://bikearea.ge',
      'http://localhost:3001',
    ]);
    expect(read('FRONTEND_URL', 'https://bikearea.ge,https://bikearea.ge/')).to.deep.equal(['https://bikearea.ge']);
    for (const text of [
      ...[
        '*',
        'bikearea.ge',
        'https://',
        'https://*.bikearea.ge',
        'https://bikearea.ge/app',
        'https://bikearea.ge?x=1',
        'ftp://x',
      ],
      ...['https://user:geheim@bikearea.ge', 'https://a.ge,', 'https://a.ge,,https://b.ge', 'null', 'https://a.ge#x'],
    ]) {
      refusal('FRONTEND_URL', text);
    }
    expect(refusal('FRONTEND_URL', 'https://a.ge,b.ge')).to.include('number 2');
  });

  it('reads yes and no', () => {
    expect(read('SEED_DEMO', 'true')).to.equal(true);
    expect(read('SEED_DEMO', 'false')).to.equal(false);
    for (const text of ['yes', '1', 'on']) refusal('SEED_DEMO', text);
  });

  const wrong: readonly (readonly [keyof Values, ...string[]])[] = [
    ['NODE_ENV', 'prod', 'Production'],
    ['PORT', '-1', '65536', '80.5', 'http'],
    ['API_PREFIX', 'api/', 'API', 'api//v1', '../x', 'api v1'],
    ['PUBLIC_URL', 'bikearea.ge', 'ftp://bikearea.ge'],
    ['TRUST_PROXY', 'true', '-1', '11', '1.5'],
    ['DATABASE_URL', 'mysql://x/y', 'localhost:5432', '/var/run/postgresql'],
    ['DATABASE_POOL_SIZE', '0', '501', 'many'],
    ['DATABASE_STATEMENT_TIMEOUT_MS', '0', '600001', '10s'],
    ['REDIS_URL', 'http://x', 'localhost'],
    ['REDIS_PREFIX', 'a:b', 'A', 'x'.repeat(41)],
    ['SMTP_URL', 'mail.internal', 'http://mail'],
    ['ADMIN_EMAIL', 'boss', 'boss@'],
    ['ADMIN_PASSWORD', 'short'],
    ['METRICS_TOKEN', 'short'],
    ['LOG_LEVEL', 'verbose', 'INFO'],
    ['LOG_FORMAT', 'xml'],
    ['SHUTDOWN_DELAY_MS', '-1', '60001'],
  ];
  for (const [name, ...texts] of wrong) {
    it(`refuses ${name} = ${texts.map((text) => text.slice(0, 20)).join(' | ')}`, () => {
      for (const text of texts) refusal(name, text);
    });
  }

  it('shows no value in what it says, since any may be a secret in the wrong place', () => {
    const secret = 'geheim geheim';
    const env = Object.fromEntries(environmentVariables.map((name) => [name, secret]));
    const { faults } = readEnvironment(env);
    expect(faults.length).to.be.greaterThan(25);
    expect(faults.join('\n')).to.not.include('geheim');
  });

  it('names every fault, each variable once', () => {
    const { faults } = readEnvironment({ PORT: 'x', TRUST_PROXY: 'y', LOG_LEVEL: 'z', RATE_LIMIT_GLOBAL: '1' });
    expect(faults.map((fault) => fault.split(' ')[0])).to.deep.equal(['PORT', 'TRUST_PROXY', 'RATE_LIMIT_GLOBAL', 'LOG_LEVEL']);
  });
});
