import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { projectRoot } from '../../src/config/index.js';

/** A project of two files, built by the script that builds ours. */
describe('scripts/build.mjs', function () {
  this.timeout(60_000);
  let directory: string;
  const at = (name: string): string => path.join(directory, name);
  const build = (...words: string[]): { status: number | null; output: string } => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [at('scripts/build.mjs'), ...words], { encoding: 'utf8' });
    return { status, output: stdout + stderr };
  };

  before(() => {
    directory = mkdtempSync(path.join(tmpdir(), 'bikearea-build-'));
    for (const name of ['scripts', 'src', 'migrations']) mkdirSync(at(name));
    cpSync(path.join(projectRoot(), 'scripts/build.mjs'), at('scripts/build.mjs'));
    symlinkSync(path.join(projectRoot(), 'node_modules'), at('node_modules'));
    const compilerOptions = { module: 'NodeNext', rootDir: '.', outDir: 'dist', strict: true, types: [] };
    writeFileSync(at('tsconfig.json'), JSON.stringify({ compilerOptions }));
    writeFileSync(at('tsconfig.build.json'), JSON.stringify({ extends: './tsconfig.json', include: ['src', 'migrations'] }));
    writeFileSync(at('package.json'), '{ "type": "module" }');
    writeFileSync(at('src/main.ts'), 'export const answer: number = 1;\n');
    writeFileSync(at('migrations/first.ts'), 'export const first = true;\n');
  });
  after(() => rmSync(directory, { recursive: true }));

  it('builds when there is nothing yet', () => {
    expect(build('--if-changed')).to.deep.equal({ status: 0, output: 'Building …\n' });
    expect(readFileSync(at('dist/src/main.js'), 'utf8')).to.include('answer = 1');
    expect(existsSync(at('dist/migrations/first.js'))).to.equal(true);
  });

  it('does nothing while nothing has changed, within a second', () => {
    const before = performance.now();
    expect(build('--if-changed')).to.deep.equal({ status: 0, output: '' });
    expect(performance.now() - before).to.be.lessThan(1_000);
  });

  it('builds all the same without --if-changed', () => {
    expect(build().output).to.equal('Building …\n');
  });

  it('builds when a source has changed, and forgets what has no source any more', () => {
    writeFileSync(at('src/main.ts'), 'export const answer: number = 2;\n');
    rmSync(at('migrations/first.ts'));
    expect(build('--if-changed')).to.deep.equal({ status: 0, output: 'Building …\n' });
    expect(readFileSync(at('dist/src/main.js'), 'utf8')).to.include('answer = 2');
    expect(existsSync(at('dist/migrations/first.js'))).to.equal(false);
  });

  it('fails on a mistake, shows it, leaves the last good build, and does not take it for the present one', () => {
    writeFileSync(at('src/main.ts'), 'export const answer: number = "three";\n');
    for (let time = 1; time <= 2; time += 1) {
      const { status, output } = build('--if-changed');
      expect(status).to.not.equal(0);
      expect(output).to.include('src/main.ts').and.include('TS2322');
    }
    expect(readFileSync(at('dist/src/main.js'), 'utf8')).to.include('answer = 2');
    writeFileSync(at('src/main.ts'), 'export const answer: number = 3;\n');
    expect(build('--if-changed').status).to.equal(0);
  });
});
