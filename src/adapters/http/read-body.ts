import express, { type Request, type Response } from 'express';
import { RequestError } from './errors/request-error.js';

const maxJsonBytes = 256 * 1024;
const readRaw = express.raw({ type: () => true, limit: maxJsonBytes });
const strictUtf8 = new TextDecoder('utf-8', { fatal: true });

const hasBody = (req: Request): boolean =>
  req.headers['transfer-encoding'] !== undefined || Number(req.headers['content-length'] ?? 0) > 0;

function bytesOf(req: Request, res: Response): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    readRaw(req, res, (error?: unknown) => {
      if (error) reject(error as Error);
      else resolve(req.body as Buffer);
    });
  });
}

export const isJson = (req: Request): boolean => /^application\/json\s*(;|$)/i.test(req.headers['content-type'] ?? '');

/** The JSON body, `undefined` when there is none. Bytes that are not UTF-8 are refused rather than replaced. */
export async function readJsonBody(req: Request, res: Response): Promise<unknown> {
  if (!hasBody(req)) return undefined;
  if (!isJson(req)) {
    throw new RequestError('UNSUPPORTED_MEDIA_TYPE', 'Send the body as application/json');
  }
  const bytes = await bytesOf(req, res);
  try {
    return JSON.parse(strictUtf8.decode(bytes));
  } catch (error) {
    if (error instanceof SyntaxError)
      throw new RequestError('MALFORMED_JSON', `The body is not well-formed JSON: ${error.message}`);
    throw new RequestError('MALFORMED_JSON', 'The body is not valid UTF-8');
  }
}
