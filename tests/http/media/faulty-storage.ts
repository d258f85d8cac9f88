import { FilesystemObjectStorage } from '../../../src/adapters/filesystem/filesystem-object-storage.js';

/** Object storage that fails when told to. Which calls fail is decided by the key. */
export class FaultyStorage extends FilesystemObjectStorage {
  failPut: (key: string) => boolean = () => false;
  failDelete: (key: string) => boolean = () => false;
  /** Failing puts write all the same, later: a time-out on our side only. */
  readonly late: (() => Promise<void>)[] = [];

  constructor(readonly directory: string) {
    super(directory, 'http://api.test/media');
  }

  works(): void {
    this.failPut = () => false;
    this.failDelete = () => false;
  }

  override async put(key: string, body: Buffer, contentType: string): Promise<void> {
    if (this.failPut(key)) {
      this.late.push(() => super.put(key, body, contentType));
      throw new Error('the storage does not answer');
    }
    return super.put(key, body, contentType);
  }

  override async delete(keys: readonly string[]): Promise<void> {
    if (keys.some((key) => this.failDelete(key))) throw new Error('the storage does not answer');
    return super.delete(keys);
  }
}
