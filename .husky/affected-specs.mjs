/**
 * Prints the specs that reach a file changed between a revision (first argument) and HEAD, by whatever chain of imports,
 * one a line. Left out: specs that need PostgreSQL, Redis or a browser. The rules about the code itself read files without
 * importing them, so tests/architecture counts as reached by every change.
 */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cruise } from 'dependency-cruiser';

const [base] = process.argv.slice(2);
if (base === undefined) throw new Error('usage: affected-specs.mjs <revision>');

const changed = execFileSync('git', ['diff', '--name-only', '--diff-filter=d', `${base}...HEAD`], { encoding: 'utf8' })
  .split('\n')
  .filter((name) => /\.(ts|js|mjs|cjs|json)$/.test(name));
const roots = ['src', 'tests'].filter((folder) => existsSync(folder));

if (changed.length > 0 && roots.length > 0) {
  const exactly = changed.map((name) => `^${name.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&')}$`);
  const { output } = await cruise(roots, {
    reaches: exactly,
    doNotFollow: 'node_modules',
    tsPreCompilationDeps: true,
    skipAnalysisNotInRules: true,
    outputType: 'json',
  });
  const runnable = (name) =>
    name.endsWith('.spec.ts') && !name.endsWith('.services.spec.ts') && !name.startsWith('tests/browser/');
  const reached = JSON.parse(output).modules.map((module) => module.source);
  const always = execFileSync('git', ['ls-files', 'tests/architecture'], { encoding: 'utf8' }).split('\n');
  for (const name of [...new Set([...reached, ...always])].filter(runnable).sort()) console.log(name);
}
