import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { makeMigration } from '../../scripts/migration-template.js';
import { projectRoot } from '../../src/config/index.js';
import { rejection } from '../support/rejection.js';
import { RunningProgram } from './program.js';

const root = projectRoot();
const names = readdirSync(path.join(root, 'migrations'))
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.replace(/\.ts$/, ''))
  .sort();

describe('the migration program', function () {
  this.timeout(120_000);
  let directory: string;
  let built: string;

  before(() => {
    directory = mkdtempSync(path.join(tmpdir(), 'bikearea-migrate-'));
    mkdirSync(path.join(root, '.cache'), { recursive: true });
    // Inside the repository, where the compiled program finds its packages and package.json.
    built = mkdtempSync(path.join(root, '.cache/migrate-'));
  });
  after(() => {
    rmSync(directory, { recursive: true, force: true });
    rmSync(built, { recursive: true, force: true });
  });

  const migrate = async (command: string): Promise<{ code: number | null; said: string }> => {
    const program = RunningProgram.start('scripts/migrate.ts', { DATA_DIR: path.join(directory, 'data') }, command);
    const code = await program.ended(60_000);
    return { code, said: program.everything };
  };
  const node = (...words: string[]): { code: number | null; said: string } => {
    const { PATH, HOME } = process.env;
    const env = { PATH, HOME, DATA_DIR: path.join(directory, 'data') };
    const { status, stdout, stderr } = spawnSync(process.execPath, words, { encoding: 'utf8', cwd: root, env });
    return { code: status, said: stdout + stderr };
  };
  /** The names listed under a title. */
  const section = (said: string, title: string): string[] => {
    const lines = (said.split(new RegExp(`^${title}: .*\\n`, 'm'))[1] ?? '').split('\n');
    const end = lines.findIndex((line) => !/^ +\d{14}_/.test(line));
    return lines.slice(0, end).map((line) => line.trim());
  };

  it('runs everything, says so, and has nothing more to do then', async () => {
    const first = await migrate('latest');
    expect(first.code, first.said).to.equal(0);
    for (const name of names) expect(first.said).to.include(name);
    expect(await migrate('latest'))
      .to.include({ code: 0 })
      .and.property('said')
      .that.includes('up to date');
    expect(await migrate('status')).to.include({ code: 0 });
  });

  it('agrees, as it is built, with what was run from source: nothing is pending, and nothing is missing', () => {
    const tsc = path.join(root, 'node_modules/typescript/bin/tsc');
    // The whole program, as the image has it; types are checked elsewhere.
    const words = ['-p', path.join(root, 'tsconfig.build.json'), '--outDir', built, '--noCheck'];
    const compiled = spawnSync(process.execPath, [tsc, ...words], { encoding: 'utf8' });
    expect(compiled.status, compiled.stdout).to.equal(0);
    const { code, said } = node(path.join(built, 'scripts/migrate.js'), 'status');
    expect(code, said).to.equal(0);
    expect(section(said, 'Run')).to.deep.equal(names);
    expect(section(said, 'Pending')).to.deep.equal([]);
  });

  it('agrees with Knex’s own command line, from source and from the build', () => {
    const knex = path.join(root, 'node_modules/knex/bin/cli.js');
    for (const words of [
      ['--import', 'tsx', knex, '--knexfile', path.join(root, 'knexfile.ts')],
      [knex, '--knexfile', path.join(built, 'knexfile.js')],
    ]) {
      const { code, said } = node(...words, 'migrate:status');
      expect(code, said).to.equal(0);
      expect(said).to.include(`Found ${names.length} Completed Migration`).and.include('No Pending Migration');
    }
  });

  it('undoes the last batch, and runs it again: each migration can go back', async () => {
    const undone = await migrate('rollback');
    expect(undone.code, undone.said).to.equal(0);
    for (const name of names) expect(undone.said).to.include(name);
    const status = await migrate('status');
    expect(status.code).to.equal(1);
    expect(section(status.said, 'Pending')).to.deep.equal(names);
    expect((await migrate('latest')).code).to.equal(0);
  });

  describe('migrate:make', () => {
    let migrations: string;
    beforeEach(() => {
      migrations = mkdtempSync(path.join(directory, 'make-'));
    });

    it('writes a file that sorts last, is named as asked and has both directions', async () => {
      const file = await makeMigration(migrations, 'Add listing prices', new Date('2027-02-03T04:05:06.789Z'));
      expect(path.basename(file)).to.equal('20270203040506_add_listing_prices.ts');
      expect(readFileSync(file, 'utf8')).to.include('export async function up(').and.include('export async function down(');
    });

    it('comes after those that are there, whatever the clock says', async () => {
      writeFileSync(path.join(migrations, '20991231235900_far_away.ts'), '');
      const file = await makeMigration(migrations, 'next');
      expect(path.basename(file) > '20991231235900_far_away.ts').to.equal(true);
      expect(path.basename(file)).to.match(/^\d{14}_next\.ts$/);
    });

    it('refuses an empty name and one that is taken', async () => {
      await makeMigration(migrations, 'once');
      expect(String(await rejection(makeMigration(migrations, 'Once!')))).to.match(/There is a migration of that name/);
      expect(String(await rejection(makeMigration(migrations, ' -- ')))).to.match(/needs a name/);
    });
  });
});
