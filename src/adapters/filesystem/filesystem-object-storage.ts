import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { assertObjectKey, checkedBaseUrl, ObjectStorage, type StoredObject } from '../../core/media/index.js';
import { assertContentType } from '../../core/media/ports/object-storage.js';

/** `@` cannot stand in a key, so no key names the file or directory of another one, nor a half-written file. */
const OBJECT_SUFFIX = '@object';
const TEMPORARY_SUFFIX = '@temporary';
const NEW_LINE = 0x0a;

const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT';

/**
 * Objects in a local directory, for one machine.
 *
 * One object is one file `<key>@object`: the content type, a line feed, the body. Keeping both in one file is what makes `put` atomic
 * for both (temporary file beside it, fsync, rename); the price is that such a file is served through `get`, not by a static server.
 * A process killed in the middle of `put` leaves a `…@temporary` file, which no key can reach. Emptied directories stay.
 */
export class FilesystemObjectStorage extends ObjectStorage {
  private readonly root: string;
  private readonly baseUrl: string;

  /**
   * @param directory made when first needed
   * @param publicBaseUrl absolute http(s) address that the objects are served under
   * @throws TypeError when the address is none
   */
  constructor(directory: string, publicBaseUrl: string) {
    super();
    this.root = path.resolve(directory);
    this.baseUrl = checkedBaseUrl(publicBaseUrl);
  }

  async put(key: string, body: Buffer, contentType: string): Promise<void> {
    assertContentType(contentType);
    const file = this.fileOf(key);
    const temporary = `${file}.${randomBytes(8).toString('hex')}${TEMPORARY_SUFFIX}`;
    const content = Buffer.concat([Buffer.from(`${contentType}\n`, 'latin1'), body]);
    await mkdir(path.dirname(file), { recursive: true });
    try {
      await writeDurably(temporary, content);
      await rename(temporary, file);
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
  }

  async get(key: string): Promise<StoredObject | undefined> {
    const file = this.fileOf(key);
    let content: Buffer;
    try {
      content = await readFile(file);
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
    const end = content.indexOf(NEW_LINE);
    if (end < 1) throw new Error(`The stored object ${key} has no content type line: the file was not written by this storage`);
    return { body: content.subarray(end + 1), contentType: content.toString('latin1', 0, end) };
  }

  async delete(keys: readonly string[]): Promise<void> {
    for (const file of keys.map((key) => this.fileOf(key))) await rm(file, { force: true });
  }

  urlFor(key: string): string {
    assertObjectKey(key);
    return `${this.baseUrl}/${key}`;
  }

  private fileOf(key: string): string {
    assertObjectKey(key);
    return path.join(this.root, `${key}${OBJECT_SUFFIX}`);
  }
}

/** Without the fsync, a power cut after the rename can leave an empty file under the final name. */
async function writeDurably(file: string, content: Buffer): Promise<void> {
  const handle = await open(file, 'wx', 0o644);
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
}
