import { createHash } from 'node:crypto';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

export type Coding = 'br' | 'gzip';

/** Smaller bodies fit into one packet as they are. */
export const minCompressedBytes = 1_024;

type Compress = Readonly<Record<Coding, (body: Buffer) => Buffer>>;

const brotli = (quality: number) => (body: Buffer) =>
  brotliCompressSync(body, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: quality,
      [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
      [constants.BROTLI_PARAM_SIZE_HINT]: body.length,
    },
  });

/** Fast settings, for an answer that is read once: the time to make it smaller must stay below the time saved in sending it. */
export const compressOnce: Compress = {
  br: brotli(1),
  gzip: (body) => gzipSync(body, { level: 1, windowBits: body.length <= 16_384 ? 14 : 15, memLevel: 9 }),
};

/** For an answer that many read. Brotli beyond quality 7 takes ten times as long for one percent (9 KB of posts: 0.2 ms, then 5 ms). */
export const compressKept: Compress = {
  br: brotli(5),
  gzip: (body) => gzipSync(body, { level: 6, memLevel: 9 }),
};

const accepts: Readonly<Record<Coding, RegExp>> = {
  gzip: /\bgzip\b(?!\s*;\s*q=0(\.0*)?(,|$))/,
  br: /\bbr\b(?!\s*;\s*q=0(\.0*)?(,|$))/,
};

/** The first of the codings that the client takes. */
export function codingFor(accepted: string | undefined, bytes: number, codings: readonly Coding[]): Coding | undefined {
  if (!accepted || bytes < minCompressedBytes) return undefined;
  return codings.find((coding) => accepts[coding].test(accepted));
}

/** Strong (RFC 9110 section 8.8.3): each content coding has its own. */
export function entityTag(body: string, coding?: Coding): string {
  return codedTag(`"${createHash('sha1').update(body).digest('base64url')}"`, coding);
}

export function codedTag(tag: string, coding: Coding | undefined): string {
  return coding ? `${tag.slice(0, -1)}-${coding}"` : tag;
}

/** Whether `If-None-Match` names this tag; compared weakly (RFC 9110 section 13.1.2). */
export function matchesTag(header: string | undefined, tag: string): boolean {
  if (!header) return false;
  return header === '*' || header === tag || header.split(',').some((one) => one.trim().replace(/^W\//, '') === tag);
}
