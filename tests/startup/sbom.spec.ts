import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { projectRoot } from '../../src/config/index.js';
import { RunningProgram } from './program.js';

interface Component {
  readonly 'bom-ref': string;
  readonly name: string;
  readonly version: string;
  readonly purl: string;
  readonly hashes: readonly { readonly alg: string; readonly content: string }[];
  readonly licenses: readonly { readonly license?: { readonly id: string }; readonly expression?: string }[];
  readonly properties: readonly unknown[];
}

interface Bom {
  readonly bomFormat: string;
  readonly specVersion: string;
  readonly serialNumber: string;
  readonly metadata: { readonly timestamp: string; readonly component: { readonly name: string; readonly version: string } };
  readonly components: readonly Component[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[];
}

interface Manifest {
  readonly version: string;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

type Lock = Readonly<{ packages: Readonly<Record<string, { version: string; dev?: boolean; license?: string }>> }>;

const readJson = (name: string): unknown => JSON.parse(readFileSync(path.join(projectRoot(), name), 'utf8'));

describe('npm run sbom', function () {
  this.timeout(60_000);
  const manifest = readJson('package.json') as Manifest;
  const lock = readJson('package-lock.json') as Lock;
  const directory = mkdtempSync(path.join(tmpdir(), 'bikearea-sbom-'));
  after(() => rmSync(directory, { recursive: true, force: true }));

  async function print(cwd: string, variables = {}): Promise<{ code: number | null; output: string; errors: string }> {
    const cache = { npm_config_cache: path.join(directory, 'cache'), npm_config_update_notifier: 'false' };
    const program = RunningProgram.startIn(cwd, 'scripts/sbom.ts', { ...cache, ...variables });
    return { code: await program.ended(), output: program.output, errors: program.errors };
  }

  /** In a directory where nothing is installed, with a lock file that was changed. */
  async function printFor(change: (lock: Lock) => void): ReturnType<typeof print> {
    const changed = structuredClone(lock);
    change(changed);
    writeFileSync(path.join(directory, 'package.json'), JSON.stringify(manifest));
    writeFileSync(path.join(directory, 'package-lock.json'), JSON.stringify(changed));
    return print(directory);
  }

  let bom: Bom;
  before(async () => {
    const { code, output, errors } = await print(projectRoot(), { NODE_ENV: 'production', npm_config_omit: 'dev' });
    expect(code, errors).to.equal(0);
    bom = JSON.parse(output) as Bom;
  });

  it('is CycloneDX of this version of the program', () => {
    expect(bom).to.include({ bomFormat: 'CycloneDX', specVersion: '1.5' });
    expect(bom.serialNumber).to.match(/^urn:uuid:[0-9a-f-]{36}$/);
    expect(Number.isNaN(Date.parse(bom.metadata.timestamp))).to.equal(false);
    expect(bom.metadata.component).to.include({ name: 'bike-area-api', version: manifest.version, type: 'application' });
  });

  it('names every production dependency of package.json with its version and licence', () => {
    for (const [name, version] of Object.entries(manifest.dependencies)) {
      const component = bom.components.find((one) => one.name === name && one.version === version);
      expect(component, `${name}@${version}`).to.not.equal(undefined);
      expect(component?.licenses, name).to.have.length(1);
    }
  });

  it('names every locked package that runs in production, and no other', () => {
    const production = Object.entries(lock.packages).filter(([place, { dev }]) => place !== '' && dev !== true);
    const expected = new Set(production.map(([place, { version }]) => `${place.split('node_modules/').at(-1)}@${version}`));
    expect(bom.components.map((component) => component['bom-ref'])).to.have.members([...expected]);
    const tools = Object.keys(manifest.devDependencies).filter(
      (name) => !production.some(([place]) => place.endsWith(`/${name}`)),
    );
    expect(tools).to.include.members(['mocha', 'eslint']);
    expect(bom.components.map(({ name }) => name)).to.not.include.members(tools);
  });

  it('says of each what it is, by address, SHA-512 and licence', () => {
    for (const { name, version, purl, hashes, licenses, properties } of bom.components) {
      expect(purl, name).to.equal(`pkg:npm/${name.replace('@', '%40')}@${version}`);
      expect(
        hashes.map(({ alg }) => alg),
        name,
      ).to.deep.equal(['SHA-512']);
      expect(hashes[0]?.content, name).to.match(/^[0-9a-f]{128}$/);
      expect(licenses[0]?.license?.id ?? licenses[0]?.expression, name).to.match(/^[\w.-]+( (AND|OR) [\w.-]+)*$/);
      expect(JSON.stringify(properties), name).to.not.include('development');
    }
  });

  it('is a whole: who needs whom names only what is there', () => {
    const refs = new Set(bom.components.map((component) => component['bom-ref']));
    const root = `bike-area-api@${manifest.version}`;
    expect(bom.dependencies.map(({ ref }) => ref)).to.have.members([root, ...refs]);
    const needed = bom.dependencies.flatMap(({ dependsOn }) => dependsOn);
    expect(needed.filter((ref) => !refs.has(ref))).to.deep.equal([]);
    const direct = Object.entries(manifest.dependencies).map(([name, version]) => `${name}@${version}`);
    expect(bom.dependencies.find(({ ref }) => ref === root)?.dependsOn).to.include.members(direct);
  });

  it('fails for a licence that nobody knows', async () => {
    const { code, output, errors } = await printFor(({ packages }) => delete packages['node_modules/express']?.license);
    expect(code).to.equal(1);
    expect(output).to.equal('');
    expect(errors).to.include('Nobody knows the licence of: ').and.include('express@4.22.3');
  });

  it('fails when the lock file is not that of package.json, and without one', async () => {
    const gone = await printFor(({ packages }) => delete (packages as Record<string, unknown>)['node_modules/express']);
    expect([gone.code, gone.output]).to.deep.equal([1, '']);
    expect(gone.errors).to.include('express');
    rmSync(path.join(directory, 'package-lock.json'));
    const none = await print(directory);
    expect([none.code, none.output]).to.deep.equal([1, '']);
  });
});
