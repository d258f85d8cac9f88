import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { projectRoot } from '../../src/config/index.js';
import { newApiKeyText } from '../../src/core/api-keys/index.js';
import { RunningProgram } from './program.js';

const letters = 'abcdefghijklmnopqrstuvwxyz0123456789';
/** Put together here, or this file would be found itself. */
const secrets: Readonly<Record<string, string>> = {
  'an API key of our own': newApiKeyText(),
  'a token of GitHub': `ghp_${letters}`,
  'a key of AWS': `AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMIsK7${'MDENGwbPxRfiCYzzzzzzzKEY'}`,
  'a private key': `-----BEGIN RSA ${'PRIVATE'} KEY-----\n${'MIIEowIBAAKCAQEA'.repeat(12)}\n-----END RSA ${'PRIVATE'} KEY-----`,
  'a webhook of Slack': `https://hooks.slack.com/${'services'}/T01234567/B01234567/${letters.slice(0, 24)}`,
  'a token of npm': `//registry.npmjs.org/:_authToken=npm_${letters}`,
  'a password of a database': `DATABASE_URL=postgres://bikearea:${'Zx81'}qpWo@db.bikearea.ge:5432/bikearea`,
  'the usual password on another server': `postgres://postgres:${'postgres'}@db.bikearea.ge/bikearea`,
  'the usual password on a server with a name like ours': `postgres://postgres:${'postgres'}@localhost.bikearea.ge/bikearea`,
  'a secret that signs tokens': `JWT_ACCESS_SECRET=${letters}`,
  'the same in YAML': `  JWT_REFRESH_SECRET: '${letters}'`,
  'the same in JSON': `{ "R2_SECRET_ACCESS_KEY": "${letters}" }`,
  'the first password of the administrator': `ADMIN_PASSWORD=${'dd34'}-lkjs-88df`,
  'the password of a mail server': `smtps://mailer:${'Zx81'}qpWo@smtp.bikearea.ge:465`,
  'the password of a Redis': `REDIS_URL=redis://:${'Zx81'}qpWo@redis.bikearea.ge:6379`,
  'a password in an address': `https://nino:${'Zx81'}qpWo@bikearea.ge/`,
};
const harmless = [
  'DATABASE_URL=postgres://postgres:postgres@localhost:5432/bikearea',
  'TEST_DATABASE_URL=postgres://postgres:postgres@127.0.0.1:5432/test',
  `an API key with a wrong checksum: bka_${letters}`,
  'JWT_ACCESS_SECRET=',
  `JWT_REFRESH_SECRET: ${'$'}{{ secrets.JWT_REFRESH_SECRET }}`,
  'SMTP_URL=smtp://user:password@localhost:587',
  'REDIS_URL=redis://localhost:6379',
].join('\n');

describe('npm run scan:secrets', function () {
  this.timeout(60_000);
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(path.join(tmpdir(), 'bikearea-secrets-'));
    git('init', '--quiet');
  });
  /** Without what git tells its hooks, or this would happen in our own repository. */
  const git = (...words: string[]): void => {
    const { PATH, HOME } = process.env;
    execFileSync('git', words, { cwd: directory, env: { PATH, HOME } });
  };
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  const put = (name: string, content: string | Buffer, tracked = true): void => {
    mkdirSync(path.dirname(path.join(directory, name)), { recursive: true });
    writeFileSync(path.join(directory, name), content);
    if (tracked) git('add', '--force', name);
  };
  const scan = async (cwd = directory, variables = {}): Promise<{ code: number | null; said: string }> => {
    const program = RunningProgram.startIn(cwd, 'scripts/scan-secrets.ts', variables);
    return { code: await program.ended(), said: program.everything };
  };

  it('finds nothing in this repository', async () => {
    const { code, said } = await scan(projectRoot());
    expect(code, said).to.equal(0);
    expect(said).to.match(/\d{3,} files, no secret\./);
  });

  it('finds every kind of planted secret, by file and line, and does not show it', async () => {
    const kinds = Object.entries(secrets);
    kinds.forEach(([, secret], index) => put(`src/planted ${index}.txt`, `one line\n${secret}\n`));
    const { code, said } = await scan();
    expect(code).to.equal(1);
    kinds.forEach(([what, secret], index) => {
      expect(said, what).to.include(`src/planted ${index}.txt:2: found `);
      expect(said, what).to.not.include(secret);
    });
  });

  it('passes what protects nothing, binary files, and links and removed files', async () => {
    put('.env.example', harmless);
    put('picture.png', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0xff, 0x00, 0xfe]));
    put('gone.txt', 'gone');
    rmSync(path.join(directory, 'gone.txt'));
    symlinkSync('/nowhere', path.join(directory, 'link'));
    git('add', 'link');
    const { code, said } = await scan();
    expect(code, said).to.equal(0);
    expect(said).to.include('2 files, no secret.');
  });

  it('looks at what is tracked, whatever is ignored, and at nothing else', async () => {
    put('.gitignore', '.env\n');
    put('.env', `GITHUB_TOKEN=${secrets['a token of GitHub']}`, false);
    expect(await scan()).to.include({ code: 0 });
    git('add', '--force', '.env');
    const { code, said } = await scan();
    expect(code).to.equal(1);
    expect(said).to.include('.env:1:');
  });

  it('fails where it could look at nothing: no repository, nothing tracked, no git', async () => {
    expect((await scan()).said).to.include('git tracks no file here');
    put('a.txt', 'a');
    const noGit = await scan(directory, { PATH: '/nowhere' });
    expect(noGit.code).to.equal(1);
    expect(noGit.said).to.include('git could not say what it tracks');
    rmSync(path.join(directory, '.git'), { recursive: true });
    const { code, said } = await scan();
    expect(code).to.equal(1);
    expect(said).to.include('git could not say what it tracks');
  });
});
