import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';

const root = path.resolve(import.meta.dirname, '../..');
const run = promisify(execFile);

/**
 * Runs a module in a process of its own that may write no file beyond 64 KiB: the write that crosses the limit really fails half done
 * (EFBIG), as on a full disk, and for root as well. For code that must leave nothing behind when that happens.
 * @param source ES module text; imports are relative to the root of the repository; `process.argv.slice(1)` are the `args`
 * @returns what it printed. @throws when it ends with an error.
 */
export async function runWithLimitedFileSize(source: string, args: readonly string[]): Promise<string> {
  // 128 blocks of 512 bytes (POSIX `ulimit -f`; bash counts 1024). The signal is ignored so that the write fails instead of the process.
  const script = 'trap "" XFSZ; ulimit -f 128; exec "$@"';
  const node = [process.execPath, '--import', 'tsx/esm', '--input-type=module', '-e', source, '--', ...args];
  const { stdout } = await run('sh', ['-c', script, 'sh', ...node], { cwd: root, timeout: 30_000 });
  return stdout;
}
