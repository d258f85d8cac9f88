import { expect } from 'chai';
import { constants } from 'node:fs';
import { access, mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readJson, readText, repository, run } from './fixtures/repository-files.js';

const binary = (name: string): string => path.join(repository, 'node_modules/.bin', name);

describe('git hooks', function () {
  this.timeout(60_000);

  it('call programs that are installed', async () => {
    const words = (await Promise.all(['pre-commit', 'commit-msg', 'pre-push'].map((hook) => readText(`.husky/${hook}`)))).join(
      '\n',
    );
    const called = ['lint-staged', 'commitlint', 'tsc', 'depcruise', 'mocha'];
    for (const name of called) {
      expect(words).to.match(new RegExp(`(^|\\|\\| )${name} ?`, 'm'));
      await access(binary(name), constants.X_OK);
    }
    const staged = Object.values(await readJson<Record<string, string[]>>('.lintstagedrc.json')).flat();
    for (const command of staged) await access(binary(command.split(' ')[0] ?? ''), constants.X_OK);
  });

  describe('commit message', () => {
    const judge = (message: string) => run(binary('commitlint'), [], { input: message });

    for (const message of [
      'feat(listings): sellers mark a listing as sold',
      'fix: a refused token no longer hangs the request',
      `chore(deps): bump a package\n\n${'a line that a bot quotes '.repeat(8)}`,
    ]) {
      it(`passes: ${message.split('\n')[0]}`, async () => {
        expect(await judge(message)).to.include({ code: 0 });
      });
    }

    for (const [message, rule] of [
      ['sellers mark a listing as sold', 'type-empty'],
      ['feature(listings): sellers mark a listing as sold', 'type-enum'],
      ['feat(Listings): sellers mark a listing as sold', 'scope-case'],
      ['feat(listings):', 'subject-empty'],
      [`feat(listings): ${'very '.repeat(20)}long`, 'header-max-length'],
    ] as const) {
      it(`is refused by ${rule}: ${message.slice(0, 60)}`, async () => {
        const { code, output } = await judge(message);
        expect(code).to.equal(1);
        expect(output).to.include(`[${rule}]`);
      });
    }
  });

  describe('affected specs', () => {
    let directory: string;
    const git = async (...words: string[]): Promise<string> => {
      // No configuration of the person who runs this, and no repository around it: a hook sets GIT_DIR.
      const env = { PATH: process.env.PATH, HOME: directory, GIT_CONFIG_NOSYSTEM: '1' };
      const identity = ['-c', 'user.name=Nobody', '-c', 'user.email=nobody@example.com', '-c', 'commit.gpgsign=false'];
      const { code, output } = await run('git', [...identity, ...words], { cwd: directory, env });
      expect(code, output).to.equal(0);
      return output.trim();
    };
    const affected = async (base: string): Promise<string[]> => {
      const env = { PATH: process.env.PATH, HOME: directory, GIT_CONFIG_NOSYSTEM: '1' };
      const { code, output } = await run('node', [path.join(repository, '.husky/affected-specs.mjs'), base], {
        cwd: directory,
        env,
      });
      expect(code, output).to.equal(0);
      return output.split('\n').filter((line) => line !== '');
    };
    const commit = async (files: Readonly<Record<string, string>>): Promise<string> => {
      for (const [name, text] of Object.entries(files)) {
        await mkdir(path.dirname(path.join(directory, name)), { recursive: true });
        await writeFile(path.join(directory, name), text);
      }
      await git('add', '.');
      await git('commit', '--quiet', '--message', 'test: planted');
      return git('rev-parse', 'HEAD');
    };

    before(async () => {
      directory = await realpath(await mkdtemp(path.join(tmpdir(), 'affected-')));
      await git('init', '--quiet');
    });
    after(() => rm(directory, { recursive: true, force: true }));

    it('are those that reach the change, by any chain, and the rules about the code', async () => {
      const first = await commit({
        'package.json': '{ "type": "module" }',
        'src/price.ts': 'export const price = 1;\n',
        'src/listing.ts': `import { price } from './price.js';\nexport const listing = price;\n`,
        'src/chat.ts': 'export const chat = 1;\n',
        'tests/listing.spec.ts': `import type { listing } from '../src/listing.js';\nexport type Listing = typeof listing;\n`,
        'tests/listing.services.spec.ts': `import '../src/listing.js';\n`,
        'tests/browser/listing.spec.ts': `import '../../src/listing.js';\n`,
        'tests/chat.spec.ts': `import '../src/chat.js';\n`,
        'tests/architecture/rules.spec.ts': 'export {};\n',
      });
      const second = await commit({ 'src/price.ts': 'export const price = 2;\n' });
      expect(await affected(first)).to.deep.equal(['tests/architecture/rules.spec.ts', 'tests/listing.spec.ts']);
      expect(await affected(second)).to.deep.equal([]);
      await commit({ 'tests/chat.spec.ts': 'export {};\n' });
      expect(await affected(second)).to.deep.equal(['tests/architecture/rules.spec.ts', 'tests/chat.spec.ts']);
    });

    it('are not guessed when the revision is unknown', async () => {
      const { code } = await run('node', [path.join(repository, '.husky/affected-specs.mjs'), 'no-such-revision'], {
        cwd: directory,
      });
      expect(code).to.equal(1);
    });
  });
});
