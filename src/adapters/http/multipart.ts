import { mkdir, rm } from 'node:fs/promises';
import type { Request, Response } from 'express';
import multer from 'multer';
import type { UploadedFile } from './call.js';
import type { EndpointSpec } from './endpoint.js';
import { RequestError } from './errors/request-error.js';

export interface MultipartBody {
  readonly fields: Record<string, unknown>;
  readonly files: readonly UploadedFile[];
  /** Removes the temporary files. */
  discard(): Promise<void>;
}

const tooLarge = new Set(['LIMIT_FILE_SIZE', 'LIMIT_FIELD_VALUE']);

function translate(error: unknown, { field, maxFiles, maxBytes }: NonNullable<EndpointSpec['upload']>): unknown {
  if (!(error instanceof multer.MulterError)) {
    return error instanceof Error &&
      /Unexpected end of form|Malformed part|Multipart|boundary|Request (aborted|closed)/i.test(error.message)
      ? new RequestError('MALFORMED_REQUEST', 'The multipart body is damaged or ended early')
      : error;
  }
  if (tooLarge.has(error.code))
    return new RequestError('PAYLOAD_TOO_LARGE', `A file may have at most ${maxBytes} bytes`, { connection: 'close' });
  return new RequestError(
    'VALIDATION_FAILED',
    `Send at most ${maxFiles} file(s), in the field ${field}`,
    {},
    { [error.field ?? field]: [error.message] },
  );
}

/** Streams a multipart body to temporary files within the endpoint's bounds. On any failure, a vanished client included, no file stays. */
export async function readMultipart(
  req: Request,
  res: Response,
  upload: NonNullable<EndpointSpec['upload']>,
  directory: string,
): Promise<MultipartBody> {
  if (!/^multipart\/form-data\s*;/i.test(req.headers['content-type'] ?? '')) {
    throw new RequestError('UNSUPPORTED_MEDIA_TYPE', 'Send the body as multipart/form-data');
  }
  await mkdir(directory, { recursive: true });
  const receive = multer({
    dest: directory,
    limits: {
      fileSize: upload.maxBytes,
      files: upload.maxFiles,
      fields: 40,
      fieldSize: 64 * 1024,
      fieldNameSize: 100,
      headerPairs: 20,
    },
  }).array(upload.field, upload.maxFiles);
  await new Promise<void>((resolve, reject) => {
    receive(req, res, (error: unknown) => {
      if (error) reject(translate(error, upload) as Error);
      else resolve();
    });
  });
  const received = (req.files ?? []) as Express.Multer.File[];
  return {
    fields: { ...(req.body as Record<string, unknown>) },
    files: received.map(({ path, size }) => ({ path, bytes: size })),
    discard: async () => {
      await Promise.all(received.map(({ path }) => rm(path, { force: true })));
    },
  };
}
