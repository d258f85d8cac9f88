import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream';
import type { Request } from 'express';
import type { StorageEngine } from 'multer';

type Done = (error?: unknown, info?: Partial<Express.Multer.File>) => void;

/**
 * Uploaded files in a directory, under names that nobody chose. A file that does not arrive whole is removed before multer hears of it:
 * multer's own disk storage leaves it behind when the client goes away after the size limit was passed (2.5.0: on an error, multer takes it
 * that the storage kept nothing).
 */
export class TemporaryFiles implements StorageEngine {
  constructor(private readonly directory: string) {}

  _handleFile(_req: Request, file: Express.Multer.File, done: Done): void {
    const target = path.join(this.directory, randomUUID());
    const out = createWriteStream(target, { flags: 'wx', mode: 0o600 });
    pipeline(file.stream, out, (error) => {
      if (!error) {
        done(null, { path: target, size: out.bytesWritten });
        return;
      }
      // Before the descriptor is closed, opening may not even have happened.
      const remove = (): void => void rm(target, { force: true }).then(() => done(error), done);
      if (out.closed) remove();
      else out.once('close', remove);
    });
  }

  _removeFile(_req: Request, file: Express.Multer.File, done: (error: Error | null) => void): void {
    rm(file.path, { force: true }).then(() => done(null), done);
  }
}
