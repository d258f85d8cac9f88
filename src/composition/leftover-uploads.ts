import { readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';

/** No upload takes as long: what is older belonged to a process that was killed in the middle of one. */
const leftoverMs = 3_600_000;

/** Removes temporary files of uploads that nobody will finish. Those of another process that is still at work stay. */
export async function removeLeftoverUploads(directory: string, now = Date.now()): Promise<void> {
  for (const name of await namesIn(directory)) {
    const file = path.join(directory, name);
    const { mtimeMs } = await stat(file);
    if (now - mtimeMs > leftoverMs) await rm(file, { recursive: true, force: true });
  }
}

async function namesIn(directory: string): Promise<string[]> {
  try {
    return await readdir(directory);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
