import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect } from 'chai';
import { ESLint, type Linter } from 'eslint';
import tseslint from 'typescript-eslint';
import { plantedTexts, plantedTypedTexts, type PlantedText } from './fixtures/planted-lint.js';
import { repository } from './fixtures/repository-files.js';

const cwd = repository;

const lintWith = (eslint: ESLint) => async (source: string, at: string) => {
  const [result] = await eslint.lintText(source, { filePath: path.join(cwd, at) });
  return result?.messages ?? [];
};

/** Which rules speak; two selectors of one rule may mean the same fault. */
const rulesOf = (messages: readonly Linter.LintMessage[]): (string | null)[] => [
  ...new Set(messages.map(({ ruleId }) => ruleId)),
];

const title = ({ rule, at, source }: PlantedText): string =>
  `${rule ?? 'nothing'}: ${at}: ${source.split('\n').join(' ').slice(0, 90)}`;

describe('lint rules', function () {
  this.timeout(60_000);

  describe('that go by text and place', () => {
    // A text without a file has no types; the rules that need them are proved below.
    const lint = lintWith(new ESLint({ cwd, overrideConfig: tseslint.configs.disableTypeChecked as Linter.Config }));

    for (const planted of plantedTexts) {
      it(title(planted), async () => {
        const messages = await lint(planted.source, planted.at);
        expect(rulesOf(messages)).to.deep.equal(planted.rule === undefined ? [] : [planted.rule]);
        expect(messages.map((message) => message.message).join()).to.include(planted.says ?? '');
      });
    }

    it('a comment switches no rule off', async () => {
      const comment = ['/* eslint', 'disable no-console */'].join('-');
      const messages = await lint(`${comment}\nconsole.log('sent');`, 'src/adapters/smtp/smtp-mailer.ts');
      expect(rulesOf(messages)).to.include('no-console');
    });
  });

  describe('that go by types', () => {
    const place = 'src/core/kernel/domain-error.ts';
    const lint = lintWith(new ESLint({ cwd }));

    for (const planted of plantedTypedTexts) {
      it(title(planted), async () => {
        const messages = await lint(planted.source, place);
        expect(rulesOf(messages)).to.deep.equal([`@typescript-eslint/${planted.rule}`]);
        expect(messages.map((message) => message.message).join()).to.include(planted.says);
      });
    }

    it('find nothing in the text that really stands there', async () => {
      expect(await lint(await readFile(path.join(cwd, place), 'utf8'), place)).to.deep.equal([]);
    });
  });
});
