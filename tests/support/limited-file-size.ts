import { execFile } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

/** The root of the sources: of the repository under tsx, of the build when the tests run compiled. */
const root = path.resolve(import.meta.dirname, '../..');
const extension = path.extname(import.meta.filename);
const run = promisify(execFile);

/**
 * Runs code in a process of its own that may write no file beyond 64 KiB: the write that crosses the limit really fails half done
 * (EFBIG), as on a full disk, and for root as well. For code that must leave nothing behind when that happens.
 * @param module the module under test, from the root and without extension: `src/adapters/…`
 * @param body statements of an async function with the parameters `module` (what the module exports) and `directory`
 * @returns what it printed. @throws when it ends with an error.
 */
export async function runWithLimitedFileSize(module: string, directory: string, body: string): Promise<string> {
  // 128 blocks of 512 bytes (POSIX `ulimit -f`; bash counts 1024). The signal is ignored so that the write fails instead of the process.
  const script = 'trap "" XFSZ; ulimit -f 128; exec "$@"';
  const url = pathToFileURL(path.join(root, `${module}${extension}`)).href;
  const source = `const module = await import(${JSON.stringify(url)}); const directory = ${JSON.stringify(directory)}; ${body}`;
  const node = [process.execPath, '--import', 'tsx/esm', '--input-type=module', '-e', source];
  const { stdout } = await run('sh', ['-c', script, 'sh', ...node], { cwd: root, timeout: 30_000 });
  return stdout;
}
