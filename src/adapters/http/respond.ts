import { createHash } from 'node:crypto';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { Request, Response } from 'express';

const minCompressedBytes = 1_024;

type Coding = 'br' | 'gzip';

/** Fast settings: an API answer is read once, so the time to make it smaller must stay below the time saved in sending it. */
const compress: Record<Coding, (body: Buffer) => Buffer> = {
  br: (body) =>
    brotliCompressSync(body, {
      params: { [constants.BROTLI_PARAM_QUALITY]: 1, [constants.BROTLI_PARAM_SIZE_HINT]: body.length },
    }),
  gzip: (body) => gzipSync(body, { level: 1, windowBits: body.length <= 16_384 ? 14 : 15, memLevel: 9 }),
};

/** gzip before brotli: at these settings it costs less for much the same size. */
function codingFor(accepted: string | undefined, bytes: number): Coding | undefined {
  if (!accepted || bytes < minCompressedBytes) return undefined;
  if (/\bgzip\b(?!\s*;\s*q=0(\.0*)?(,|$))/.test(accepted)) return 'gzip';
  if (/\bbr\b(?!\s*;\s*q=0(\.0*)?(,|$))/.test(accepted)) return 'br';
  return undefined;
}

/** Strong (RFC 9110 section 8.8.3): each content coding has its own. */
function entityTag(body: string, coding: Coding | undefined): string {
  return `"${createHash('sha1').update(body).digest('base64url')}${coding ? `-${coding}` : ''}"`;
}

function matches(header: string | undefined, tag: string): boolean {
  if (!header) return false;
  return header === '*' || header.split(',').some((candidate) => candidate.trim().replace(/^W\//, '') === tag);
}

/**
 * Sends JSON: compressed where it pays, with a strong ETag and 304 on reads. An answer made for a signed-in caller is never kept by anyone.
 */
export function sendJson(req: Request, res: Response, status: number, value: unknown, personal: boolean): void {
  // A string goes out in one piece with the headers; a Buffer would be a second one.
  const body = JSON.stringify(value);
  const bytes = Buffer.byteLength(body);
  const coding = codingFor(req.headers['accept-encoding'], bytes);
  const isRead = req.method === 'GET' || req.method === 'HEAD';
  if (bytes >= minCompressedBytes) res.vary('Accept-Encoding');
  res.statusCode = status;
  if (!res.hasHeader('cache-control')) res.setHeader('cache-control', personal || !isRead ? 'private, no-store' : 'no-cache');
  if (isRead && status === 200) {
    const tag = entityTag(body, coding);
    res.setHeader('etag', tag);
    if (matches(req.headers['if-none-match'], tag)) {
      res.statusCode = 304;
      res.end();
      return;
    }
  }
  const sent = coding ? compress[coding](Buffer.from(body)) : body;
  if (coding) res.setHeader('content-encoding', coding);
  res.setHeader('content-type', 'application/json; charset=utf-8');
  res.setHeader('content-length', typeof sent === 'string' ? bytes : sent.length);
  res.end(req.method === 'HEAD' ? undefined : sent);
}
