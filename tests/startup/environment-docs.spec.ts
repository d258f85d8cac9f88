import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { environmentVariables, readEnvironment } from '../../src/config/environment.js';
import { projectRoot } from '../../src/config/index.js';
import { production } from '../unit/config/production.js';

const read = (name: string): string => readFileSync(path.join(projectRoot(), name), 'utf8');

describe('what is written about the environment', () => {
  const example = read('.env.example');
  const guide = read('docs/ENVIRONMENT.md');
  const rows = [...guide.matchAll(/^\| `([A-Z0-9_]+)` *\| *(.*?) *\| *(.*?) *\|$/gm)].map(([, name, standard, meaning]) => ({
    name,
    standard,
    meaning,
  }));

  it('.env.example has every variable that the program reads, once, and no other', () => {
    const names = [...example.matchAll(/^#?([A-Z][A-Z0-9_]*)=/gm)].map(([, name]) => name);
    expect(names).to.have.members([...environmentVariables]);
  });

  it('docs/ENVIRONMENT.md has a row for each, once, and no other', () => {
    expect(rows.map(({ name }) => name)).to.have.members([...environmentVariables]);
  });

  it('names what production requires as the program does', () => {
    const required = Object.keys(production).filter((name) => name !== 'NODE_ENV');
    const list = /\*\*Required in production\*\*: (.*)\./.exec(guide)?.[1] ?? '';
    expect([...list.matchAll(/`([A-Z_]+)`/g)].map(([, name]) => name)).to.have.members(required);
  });

  it('.env.example can be used as it is, with every line commented in', () => {
    const lines = [...example.matchAll(/^#?([A-Z][A-Z0-9_]*)=(.*)$/gm)].map(([, name, value]) => [name, value] as const);
    expect(readEnvironment(Object.fromEntries(lines)).faults).to.deep.equal([]);
  });

  it('tells defaults that are the defaults', () => {
    const { values } = readEnvironment({});
    for (const { name, standard } of rows) {
      const told = /^`([^`]*)`$/.exec(standard ?? '')?.[1];
      const real = values[name as keyof typeof values];
      if (told === undefined || real === undefined || Array.isArray(real)) continue;
      expect(readEnvironment({ [name ?? '']: told }).values[name as keyof typeof values], name).to.deep.equal(real);
    }
  });
});
