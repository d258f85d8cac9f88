import type { RatePolicy } from './ports/rate-limiter.js';

/** Whom a policy counts. `caller`: the person, and before he signs in his address. `sign-in`: e-mail and address together. `api-key`: the key. */
export type CountedBy = 'address' | 'caller' | 'sign-in' | 'api-key';

/** Every limit on calls, by the name that callers see and administrators use. How many calls: see the configuration. */
export const ratePolicies = {
  /** Everything that is asked for. */
  global: 'address',
  /** Signing in and up, codes, passwords. */
  auth: 'sign-in',
  /** Files, and posts written or changed. */
  upload: 'caller',
  search: 'caller',
  /** Posts and reposts. */
  post: 'caller',
  /** Comments written or changed. */
  comment: 'caller',
  /** Likes of posts and comments, and posts saved; given or taken back. */
  like: 'caller',
  /** Follows and blocks, begun or ended. */
  follow: 'caller',
  /** Everything that is asked for with one API key, besides the limits of its owner. */
  'api-key': 'api-key',
} as const satisfies Record<string, CountedBy>;

export type PolicyName = keyof typeof ratePolicies;

export const policyNames = Object.keys(ratePolicies) as readonly PolicyName[];

export type Rate = Pick<RatePolicy, 'points' | 'windowSeconds'>;

export type Rates = Readonly<Record<PolicyName, Rate>>;
