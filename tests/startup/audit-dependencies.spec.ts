import { once } from 'node:events';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect } from 'chai';
import { projectRoot } from '../../src/config/index.js';
import { RunningProgram } from './program.js';

const id = 'GHSA-2222-3333-4444';
const advisory = {
  id: 1096353,
  url: `https://github.com/advisories/${id}`,
  title: 'Planted for a test',
  severity: 'moderate',
  vulnerable_versions: '*',
  cwe: [],
  cvss: { score: 0, vectorString: null },
};
const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const waiver = (changes: object = {}) => ({ id, reason: 'Planted for a test, it hurts nobody', until: inDays(30), ...changes });

/** The real npm and the real lock file, with a registry of the test's own. */
describe('npm run audit:dependencies', function () {
  this.timeout(120_000);
  const directory = mkdtempSync(path.join(tmpdir(), 'bikearea-audit-'));
  let registry: Server;
  /** What the registry knows, by package. */
  let known: Record<string, object[]> = {};
  let status = 200;
  let asked: Record<string, string[]> = {};

  before(async () => {
    for (const file of ['package.json', 'package-lock.json', '.npmrc']) {
      copyFileSync(path.join(projectRoot(), file), path.join(directory, file));
    }
    mkdirSync(path.join(directory, 'docs/security'), { recursive: true });
    registry = createServer((req, res) => {
      const answer = (code: number, body: object): void => {
        res.writeHead(code, { 'content-type': 'application/json' }).end(JSON.stringify(body));
      };
      if (req.method !== 'POST') {
        const name = decodeURIComponent((req.url ?? '').slice(1));
        answer(200, { name, versions: { '1.0.0': { name, version: '1.0.0' } }, 'dist-tags': { latest: '1.0.0' } });
        return;
      }
      const chunks: Buffer[] = [];
      req.on('data', (chunk: Buffer) => chunks.push(chunk));
      req.on('end', () => {
        asked = JSON.parse(gunzipSync(Buffer.concat(chunks)).toString()) as typeof asked;
        answer(status, status === 200 ? Object.fromEntries(Object.entries(known).filter(([name]) => name in asked)) : {});
      });
    });
    registry.listen(0, '127.0.0.1');
    await once(registry, 'listening');
  });
  beforeEach(() => {
    [known, status, asked] = [{}, 200, {}];
  });
  after(() => {
    registry.close();
    rmSync(directory, { recursive: true, force: true });
  });

  async function audit(waivers: unknown, variables: Record<string, string> = {}): Promise<{ code: number | null; said: string }> {
    writeFileSync(path.join(directory, 'docs/security/waivers.json'), JSON.stringify(waivers));
    const program = RunningProgram.startIn(directory, 'scripts/audit-dependencies.ts', {
      npm_config_registry: `http://127.0.0.1:${(registry.address() as AddressInfo).port}`,
      npm_config_cache: path.join(directory, 'cache'),
      npm_config_fetch_retries: '0',
      npm_config_update_notifier: 'false',
      ...variables,
    });
    return { code: await program.ended(), said: program.everything };
  }

  it('is content when nothing is known, after asking about production and development alike, whatever the settings of npm', async () => {
    const { code, said } = await audit([], { NODE_ENV: 'production', npm_config_omit: 'dev', npm_config_offline: 'true' });
    expect(code, said).to.equal(0);
    expect(said).to.include('Nothing is known against the locked packages.');
    expect(asked).to.include.keys('express', 'husky', 'mocha');
    expect(Object.keys(asked).length).to.be.greaterThan(500);
  });

  it('fails for an advisory, in production and in development, and says which', async () => {
    known = { blurhash: [advisory], husky: [{ ...advisory, url: 'https://npmjs.example/7', id: 7, severity: 'low' }] };
    const { code, said } = await audit([]);
    expect(code).to.equal(1);
    expect(said).to.include(`Open: ${id} moderate in blurhash (production): Planted for a test`);
    expect(said).to.include('Open: npm-7 low in husky (development): Planted for a test');
  });

  it('lets an advisory pass that is waived, and shows it', async () => {
    known = { blurhash: [advisory] };
    const { code, said } = await audit([waiver()]);
    expect(code, said).to.equal(0);
    expect(said).to.include(`Waived: ${id} moderate in blurhash`);
  });

  it('fails for a waiver that has expired, whether the advisory is there or not', async () => {
    for (const packages of [{ blurhash: [advisory] }, {}] as Record<string, object[]>[]) {
      known = packages;
      const { code, said } = await audit([waiver({ until: inDays(-2) })]);
      expect(code).to.equal(1);
      expect(said).to.include(`Expired: the waiver of ${id}`);
    }
  });

  it('fails for a waiver that waives nothing', async () => {
    const { code, said } = await audit([waiver()]);
    expect(code).to.equal(1);
    expect(said).to.include(`Unused: the waiver of ${id} waives nothing`);
  });

  it('fails when the registry could not be asked', async () => {
    for (status of [405, 403, 500]) {
      const { code, said } = await audit([]);
      expect(code, said).to.equal(1);
      expect(said).to.include('npm audit could not be run').and.include(String(status));
    }
    const { code, said } = await audit([], { npm_config_registry: 'http://127.0.0.1:9' });
    expect(code).to.equal(1);
    expect(said).to.include('npm audit could not be run').and.not.include('Nothing is known');
  });

  it('fails without a lock file, and without npm', async () => {
    const lock = path.join(directory, 'package-lock.json');
    rmSync(lock);
    try {
      const { code, said } = await audit([]);
      expect(code).to.equal(1);
      expect(said).to.not.include('Nothing is known');
    } finally {
      copyFileSync(path.join(projectRoot(), 'package-lock.json'), lock);
    }
    const { code, said } = await audit([], { PATH: '/nowhere' });
    expect(code).to.equal(1);
    expect(said).to.include('npm audit could not be run');
  });

  it('fails for waivers that cannot be used', async () => {
    const { code, said } = await audit([waiver({ reason: 'later' })]);
    expect(code).to.equal(1);
    expect(said).to.include('The waivers cannot be used').and.include('reason');
  });
});
