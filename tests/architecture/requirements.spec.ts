import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';

const root = path.join(import.meta.dirname, '../..');
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');

/** In a cell: a file and the title of a test in it, one after another with `<br>` between them. */
const shownIn = (document: string) =>
  [...read(document).matchAll(/`(tests\/[^`]+\.(?:spec|contract)\.ts)`: (.+?)(?=<br>| *\|\n| *\|$)/gm)].map(
    ([, file, title]) => ({
      file: file ?? '',
      title: (title ?? '').trim(),
    }),
  );

describe('the rows of', () => {
  for (const { document, least } of [
    { document: 'docs/REQUIREMENTS.md', least: 50 },
    { document: 'docs/SECURITY.md', least: 80 },
    { document: 'docs/ASVS.md', least: 100 },
  ]) {
    it(`${document} name tests that exist`, () => {
      const shown = shownIn(document);
      expect(shown.length).to.be.greaterThan(least);
      const missing = shown.filter(({ file, title }) => !existsSync(path.join(root, file)) || !read(file).includes(title));
      expect(missing).to.deep.equal([]);
    });
  }
});
