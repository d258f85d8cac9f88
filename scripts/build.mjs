// Compiles to dist/. With --if-changed only when a source changed since the last complete build, so that `npm start` is quick.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const root = path.join(import.meta.dirname, '..');
const dist = path.join(root, 'dist');
const draft = path.join(root, `.cache/build-${process.pid}`);
const stampName = '.built-from';
const { include } = JSON.parse(readFileSync(path.join(root, 'tsconfig.build.json'), 'utf8'));
const inputs = [...include, 'tsconfig.json', 'tsconfig.build.json', 'package.json', 'package-lock.json'];

function filesBelow(name) {
  const full = path.join(root, name);
  if (!existsSync(full)) return [];
  if (!statSync(full).isDirectory()) return [name];
  return readdirSync(full, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)));
}

/** Of contents, not of times: a checkout or a copied folder changes times only. */
function stampOfSources() {
  const hash = createHash('sha256').update(process.version.split('.')[0]);
  for (const name of inputs.flatMap(filesBelow).sort()) hash.update(`\0${name}\0`).update(readFileSync(path.join(root, name)));
  return hash.digest('hex');
}

const stamp = stampOfSources();
const stampFile = path.join(dist, stampName);
const upToDate = existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp;
if (process.argv.includes('--if-changed') && upToDate) process.exit(0);

console.log('Building …');
const tsc = path.join(root, 'node_modules/typescript/bin/tsc');
// Beside the old build, so that a failure leaves that one whole.
const { status } = spawnSync(process.execPath, [tsc, '-p', 'tsconfig.build.json', '--outDir', draft], {
  cwd: root,
  stdio: 'inherit',
});
if (status !== 0) {
  rmSync(draft, { recursive: true, force: true });
  process.exit(status ?? 1);
}
writeFileSync(path.join(draft, stampName), stamp);
rmSync(dist, { recursive: true, force: true });
renameSync(draft, dist);
