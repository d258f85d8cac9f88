import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { developmentSecrets } from '../../../src/config/development-secrets.js';
import { ConfigError, loadConfig } from '../../../src/config/index.js';

describe('secrets of a machine that was given none', () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(path.join(tmpdir(), 'bikearea-secrets-'));
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  it('are long, differ from each other, and are the same at the next start', () => {
    const first = loadConfig({ DATA_DIR: directory }).tokens;
    expect(Buffer.from(first.accessSecret, 'base64url')).to.have.length(48);
    expect(first.accessSecret).to.not.equal(first.refreshSecret);
    expect(loadConfig({ DATA_DIR: directory }).tokens).to.deep.equal(first);
  });

  it('differ on two machines', () => {
    expect(developmentSecrets(path.join(directory, 'a'))).to.not.deep.equal(developmentSecrets(path.join(directory, 'b')));
  });

  it('can be read by their owner only, and leave no other file', () => {
    developmentSecrets(directory);
    developmentSecrets(directory);
    expect(statSync(path.join(directory, 'secrets.json')).mode & 0o777).to.equal(0o600);
    expect(readdirSync(directory)).to.deep.equal(['secrets.json']);
  });

  it('stand back for one that was given', () => {
    const given = 'q8sK2mQx7Tz4Rv9Wn3Lp6Yb1Hd5Gf0Jc';
    const { tokens } = loadConfig({ DATA_DIR: directory, JWT_ACCESS_SECRET: given });
    expect(tokens.accessSecret).to.equal(given);
    expect(tokens.refreshSecret).to.equal(developmentSecrets(directory).refresh);
  });

  it('are checked when they were given, outside production too', () => {
    expect(() => loadConfig({ DATA_DIR: directory, JWT_REFRESH_SECRET: 'short' })).to.throw(
      ConfigError,
      /JWT_REFRESH_SECRET .*32 bytes/,
    );
  });

  for (const text of ['', 'no json', '{}', '{"access":"a"}', '{"access":1,"refresh":2}', 'null']) {
    it(`are not guessed from a file that holds ${text || 'nothing'}`, () => {
      writeFileSync(path.join(directory, 'secrets.json'), text);
      expect(() => developmentSecrets(directory)).to.throw(ConfigError, /secrets\.json holds no usable secrets; delete it/);
    });
  }

  it('say in words that the data directory cannot be used', () => {
    const file = path.join(directory, 'a-file');
    writeFileSync(file, '');
    expect(() => loadConfig({ DATA_DIR: path.join(file, 'data') })).to.throw(ConfigError, /DATA_DIR cannot be used: .*ENOTDIR/);
  });
});
