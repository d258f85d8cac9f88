import type { Request, Response } from 'express';
import { codingFor, compressOnce, entityTag, matchesTag, minCompressedBytes } from './content-coding.js';

/** At fast settings gzip costs less than brotli for much the same size. */
const cheapestFirst = ['gzip', 'br'] as const;

/**
 * Sends a text that is JSON: compressed where it pays, with a strong ETag and 304 on reads. An answer made for a signed-in caller is never kept by anyone.
 */
export function sendJson(req: Request, res: Response, status: number, body: string, personal: boolean): void {
  const bytes = Buffer.byteLength(body);
  const coding = codingFor(req.headers['accept-encoding'], bytes, cheapestFirst);
  const isRead = req.method === 'GET' || req.method === 'HEAD';
  if (bytes >= minCompressedBytes) res.vary('Accept-Encoding');
  res.statusCode = status;
  if (!res.hasHeader('cache-control')) res.setHeader('cache-control', personal || !isRead ? 'private, no-store' : 'no-cache');
  if (isRead && status === 200) {
    const tag = entityTag(body, coding);
    res.setHeader('etag', tag);
    if (matchesTag(req.headers['if-none-match'], tag)) {
      res.statusCode = 304;
      res.end();
      return;
    }
  }
  // A string goes out in one piece with the headers; a Buffer would be a second one.
  const sent = coding ? compressOnce[coding](Buffer.from(body)) : body;
  if (coding) res.setHeader('content-encoding', coding);
  res.setHeader('content-type', 'application/json; charset=utf-8');
  res.setHeader('content-length', typeof sent === 'string' ? bytes : sent.length);
  res.end(req.method === 'HEAD' ? undefined : sent);
}
