import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** The directory that holds package.json: the same from source (`src/…`) and from the build (`dist/src/…`). */
export function projectRoot(): string {
  let dir = import.meta.dirname;
  while (!existsSync(path.join(dir, 'package.json'))) {
    const parent = path.dirname(dir);
    if (parent === dir) throw new Error('package.json was not found above the program');
    dir = parent;
  }
  return dir;
}

export function packageVersion(): string {
  return (JSON.parse(readFileSync(path.join(projectRoot(), 'package.json'), 'utf8')) as { version: string }).version;
}
