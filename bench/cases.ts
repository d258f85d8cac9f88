import type { Request } from './drive.js';
import type { OldFigures } from './old-backend.js';

export interface BenchCase {
  readonly name: string;
  /**
   * What is sent: the requests of the list in turn, each connection from another place in it. Rejects when the case cannot be measured here, for
   * the reason it gives.
   */
  readonly requests: () => Promise<readonly Request[]> | readonly Request[];
  /** The aim against the yardstick in requests/s, where one was set. */
  readonly aim?: number;
  readonly connections?: number;
  readonly old?: OldFigures;
  /** Changes nothing, so that it can be measured and explained on any database. */
  readonly reads: boolean;
}

export const plain = { 'accept-encoding': 'identity' };
const compressed = { 'accept-encoding': 'gzip, deflate, br' };

export interface Login {
  readonly email: string;
  readonly password: string;
  readonly username: string;
}

const get = (path: string, headers = plain): Request[] => [{ path, headers }];

const kept = '/api/v1/bench/kept';

/** Asked by somebody who has the answer already. */
async function unchanged(base: string): Promise<Request[]> {
  const { headers } = await fetch(base + kept, { headers: plain });
  return [{ path: kept, headers: { ...plain, 'if-none-match': headers.get('etag') ?? '' }, expected: 304 }];
}

/** What needs no more than one person in the database. */
export function hostCases(base: string, { email, password, username }: Login): BenchCase[] {
  const signIn = {
    path: '/api/v1/auth/login',
    method: 'POST' as const,
    headers: { ...plain, 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  };
  return [
    { name: 'controller, 6 KB, not compressed', requests: () => get('/api/v1/bench/fixture'), aim: 0.9, reads: true },
    { name: 'controller, 6 KB, gzip', requests: () => get('/api/v1/bench/fixture', compressed), aim: 0.6, reads: true },
    { name: 'kept answer, 6 KB, not compressed', requests: () => get(kept), aim: 3, reads: true },
    { name: 'kept answer, 304', requests: () => unchanged(base), aim: 4, reads: true },
    { name: 'kept answer, 6 KB, compressed', requests: () => get(kept, compressed), aim: 3, reads: true },
    { name: 'GET /listings/categories', requests: () => get('/api/v1/listings/categories'), reads: true },
    { name: 'GET /users/:username', requests: () => get(`/api/v1/users/${username}`), reads: true },
    { name: 'POST /auth/login', requests: () => [signIn], connections: 4, reads: false },
  ];
}
