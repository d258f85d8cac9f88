import type { Request } from './drive.js';

export interface BenchCase {
  readonly name: string;
  readonly request: Request;
  /** The aim against the yardstick in requests/s, where one was set. */
  readonly aim?: number;
  readonly connections?: number;
}

const plain = { 'accept-encoding': 'identity' };
const compressed = { 'accept-encoding': 'gzip, deflate, br' };

export interface Login {
  readonly email: string;
  readonly password: string;
  readonly username: string;
}

export function benchCases({ email, password, username }: Login): BenchCase[] {
  return [
    { name: 'controller, 6 KB, not compressed', request: { path: '/api/v1/bench/fixture', headers: plain }, aim: 0.9 },
    { name: 'controller, 6 KB, gzip', request: { path: '/api/v1/bench/fixture', headers: compressed }, aim: 0.6 },
    { name: 'GET /listings/categories', request: { path: '/api/v1/listings/categories', headers: plain } },
    { name: 'GET /users/:username', request: { path: `/api/v1/users/${username}`, headers: plain } },
    {
      name: 'POST /auth/login',
      request: {
        path: '/api/v1/auth/login',
        method: 'POST',
        headers: { ...plain, 'content-type': 'application/json' },
        body: JSON.stringify({ email, password }),
      },
      connections: 4,
    },
  ];
}
