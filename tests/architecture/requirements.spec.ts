import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';

const root = path.join(import.meta.dirname, '../..');
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');

describe('the rows of docs/REQUIREMENTS.md', () => {
  const shown = [...read('docs/REQUIREMENTS.md').matchAll(/`(tests\/[^`]+\.spec\.ts)`: (.+?)(?=<br>| *\|\n| *\|$)/gm)].map(
    ([, file, title]) => ({ file: file ?? '', title: (title ?? '').trim() }),
  );

  it('name tests that exist', () => {
    expect(shown.length).to.be.greaterThan(50);
    const missing = shown.filter(({ file, title }) => !existsSync(path.join(root, file)) || !read(file).includes(title));
    expect(missing).to.deep.equal([]);
  });
});
