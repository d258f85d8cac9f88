import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Request, Response } from 'express';
import multer from 'multer';
import { FileMissing } from '../../core/media/index.js';
import type { UploadedFile } from './call.js';
import type { EndpointSpec } from './endpoint.js';
import { RequestError } from './errors/request-error.js';

type UploadSpec = NonNullable<EndpointSpec['upload']>;

export interface MultipartBody {
  readonly fields: Record<string, unknown>;
  readonly files: readonly UploadedFile[];
  /** Removes the temporary files. */
  discard(): Promise<void>;
}

const MAX_FIELDS = 40;
/** The longest text that a schema takes, 2,000 signs of up to 16 code units, in UTF-8. */
const MAX_FIELD_BYTES = 128 * 1024;
/** Heads of parts and what else belongs to no part. */
const FRAMING_BYTES = 64 * 1024;
/**
 * So much of a refused body is still read, so that a client that sends first and reads afterwards (most do) gets to see the answer. Beyond
 * it the answer is sent and the connection closed.
 */
const MAX_DRAINED_BYTES = 32 * 1024 * 1024;

const oversized = new Set(['LIMIT_FILE_SIZE', 'LIMIT_FIELD_VALUE']);

const endedEarly = (): RequestError => new RequestError('MALFORMED_REQUEST', 'The multipart body is damaged or ended early');

/**
 * Streams a multipart body to temporary files within the endpoint's bounds. On any failure, a vanished client included, no file stays.
 * A request without any body gives no fields and no files.
 *
 * Throws UNSUPPORTED_MEDIA_TYPE, PAYLOAD_TOO_LARGE (a file, a field or the whole), VALIDATION_FAILED naming the field (too many files, a
 * file in another field), FILE_MISSING (text where the file belongs), MALFORMED_REQUEST (no boundary, damaged, cut off).
 */
export async function readMultipart(req: Request, res: Response, upload: UploadSpec, directory: string): Promise<MultipartBody> {
  const contentType = req.headers['content-type'];
  if (contentType === undefined && !hasBody(req)) return { fields: {}, files: [], discard: async () => undefined };
  if (!/^multipart\/form-data\s*(;|$)/i.test(contentType ?? '')) {
    throw new RequestError('UNSUPPORTED_MEDIA_TYPE', 'Send the body as multipart/form-data');
  }
  if (!/;\s*boundary=("[^"]+"|[^\s;"]+)/i.test(contentType ?? '')) {
    throw new RequestError('MALFORMED_REQUEST', 'The Content-Type names no boundary');
  }
  const maxBodyBytes = Math.max(MAX_DRAINED_BYTES, 2 * bodyBytes(upload));
  if (Number(req.headers['content-length'] ?? 0) > maxBodyBytes) throw tooLarge(upload, { connection: 'close' });
  await mkdir(directory, { recursive: true });
  // A directory of its own: it goes as a whole, with a file that multer was still writing when another one failed.
  const own = await mkdtemp(path.join(directory, 'upload-'));
  const discard = (): Promise<void> => rm(own, { recursive: true, force: true, maxRetries: 3, retryDelay: 50 });
  try {
    await receive(req, res, upload, own, maxBodyBytes);
  } catch (error) {
    await discard();
    throw error;
  }
  const received = (req.files ?? []) as Express.Multer.File[];
  const fields: Record<string, unknown> = { ...(req.body as Record<string, unknown>) };
  if (Object.hasOwn(fields, upload.field)) {
    await discard();
    throw new FileMissing(upload.field);
  }
  return { fields, files: received.map((file) => ({ path: file.path, bytes: file.size })), discard };
}

const hasBody = (req: Request): boolean =>
  req.headers['transfer-encoding'] !== undefined || Number(req.headers['content-length'] ?? 0) > 0;

const bodyBytes = ({ maxFiles, maxBytes }: UploadSpec): number =>
  maxFiles * maxBytes + MAX_FIELDS * MAX_FIELD_BYTES + FRAMING_BYTES;

function receive(req: Request, res: Response, upload: UploadSpec, directory: string, maxBodyBytes: number): Promise<void> {
  const { field, maxFiles, maxBytes } = upload;
  const middleware = multer({
    dest: directory,
    limits: {
      fileSize: maxBytes,
      files: maxFiles,
      fields: MAX_FIELDS,
      fieldSize: MAX_FIELD_BYTES,
      fieldNameSize: 100,
      fieldNestingDepth: 3,
      fieldArrayIndexLimit: 100,
      headerPairs: 20,
    },
  }).array(field, maxFiles);
  return new Promise<void>((resolve, reject) => {
    // A client that left while we looked up who he is: no event will tell us any more.
    if (req.destroyed) {
      reject(endedEarly());
      return;
    }
    let seen = 0;
    const count = (chunk: Buffer): void => {
      seen += chunk.length;
      if (seen <= maxBodyBytes) return;
      req.off('data', count);
      // Node tells a request nothing more once its answer is out; multer must hear that it is over to remove what it has.
      res.once('close', () => req.destroy());
      reject(tooLarge(upload, { connection: 'close' }));
    };
    req.on('data', count);
    middleware(req, res, (error: unknown) => {
      req.off('data', count);
      if (error) reject(translate(error, upload) as Error);
      else resolve();
    });
  });
}

function tooLarge({ maxBytes }: UploadSpec, headers: Readonly<Record<string, string>> = {}): RequestError {
  return new RequestError('PAYLOAD_TOO_LARGE', `A file may have at most ${maxBytes} bytes`, headers);
}

function translate(error: unknown, upload: UploadSpec): unknown {
  if (error instanceof multer.MulterError) return translateLimit(error, upload);
  if (!(error instanceof Error)) return error;
  // What the parser and the vanished connection say carries no code (or that of the connection); a fault of the disk does.
  const { code } = error as NodeJS.ErrnoException;
  return code === undefined || code === 'ECONNRESET' || code === 'ERR_STREAM_PREMATURE_CLOSE' ? endedEarly() : error;
}

function translateLimit({ code, field, message }: multer.MulterError, upload: UploadSpec): RequestError {
  if (oversized.has(code)) {
    return code === 'LIMIT_FILE_SIZE'
      ? tooLarge(upload)
      : new RequestError('PAYLOAD_TOO_LARGE', `A field may have at most ${MAX_FIELD_BYTES} bytes`);
  }
  const tooMany = code === 'LIMIT_FILE_COUNT' || (code === 'LIMIT_UNEXPECTED_FILE' && field === upload.field);
  const fault = tooMany
    ? `must hold at most ${upload.maxFiles} file(s)`
    : code === 'LIMIT_UNEXPECTED_FILE'
      ? `takes no file; files go into ${upload.field}`
      : message.toLowerCase();
  const name = tooMany ? upload.field : (field ?? 'body');
  return new RequestError('VALIDATION_FAILED', `${name}: ${fault}`, {}, { [name]: [fault] });
}
