import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Request, Response } from 'express';

const gzipped = promisify(gzip);

/** Bytes that never change while the process runs: hashed once, compressed once, and sent again and again. */
export class PreparedFile {
  readonly #tag: string;
  #small: Promise<Buffer> | undefined;

  constructor(
    private readonly body: Buffer,
    private readonly contentType: string,
  ) {
    this.#tag = createHash('sha1').update(body).digest('base64url');
  }

  /** 200 with a strong ETag, compressed for who accepts gzip; 304 for who has it. Kept by clients, but asked about each time. */
  async send(req: Request, res: Response): Promise<void> {
    const small = req.acceptsEncodings(['gzip', 'identity']) === 'gzip';
    const tag = `"${this.#tag}${small ? '-gzip' : ''}"`;
    res.vary('Accept-Encoding');
    res.setHeader('cache-control', 'no-cache');
    res.setHeader('etag', tag);
    if (req.headers['if-none-match']?.split(',').some((known) => known.trim().replace(/^W\//, '') === tag)) {
      res.statusCode = 304;
      res.end();
      return;
    }
    const sent = small ? await (this.#small ??= gzipped(this.body)) : this.body;
    if (small) res.setHeader('content-encoding', 'gzip');
    res.setHeader('content-type', this.contentType);
    res.setHeader('content-length', sent.length);
    res.end(req.method === 'HEAD' ? undefined : sent);
  }
}
