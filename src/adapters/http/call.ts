import type { Actor, PageRequest } from '../../core/kernel/index.js';

export type Language = 'ka' | 'en';

/** A file of a multipart body, kept on disk until the request ends. */
export interface UploadedFile {
  readonly path: string;
  readonly bytes: number;
}

/** What a controller method receives: checked input, the caller, and nothing of Express. */
export interface Call<P = unknown, Q = unknown, B = unknown> {
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  /** Present on every endpoint but `public` and unsigned `optional` calls. */
  readonly actor: Actor | undefined;
  /** Which part of the list is wanted; only on endpoints that declare `page`. */
  readonly page: PageRequest;
  /** Files of a multipart body, in the order sent. */
  readonly files: readonly UploadedFile[];
  readonly ip: string;
  readonly userAgent: string | undefined;
  readonly language: Language;
}

/** A call to an endpoint that nobody reaches without signing in. */
export type MemberCall<P = unknown, Q = unknown, B = unknown> = Call<P, Q, B> & { readonly actor: Actor };
