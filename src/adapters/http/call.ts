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

/** What a handler receives whose answer everybody gets: nothing in it tells callers apart. */
export interface SharedCall<P = unknown, Q = unknown> {
  readonly params: P;
  readonly query: Q;
  readonly page: PageRequest;
}

/** The same for answers in more than one language; each is shared by those who read it. */
export interface SpokenCall<P = unknown, Q = unknown> extends SharedCall<P, Q> {
  readonly language: Language;
}

/** The same where people who are signed in are answered for themselves: when the answer is shared, there is no actor. */
export interface ViewerCall<P = unknown, Q = unknown> extends SharedCall<P, Q> {
  readonly actor: Actor | undefined;
}
