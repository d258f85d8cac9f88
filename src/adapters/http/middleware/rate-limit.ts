import type { Request, RequestHandler, Response } from 'express';
import type { Actor } from '../../../core/kernel/index.js';
import {
  addressBlock,
  type CountedBy,
  type PartitionKeys,
  type PolicyName,
  type RateDecision,
  type RateLimiter,
  type RatePolicies,
  type RatePolicy,
  ratePolicies,
} from '../../../core/security/index.js';
import { clientAddress } from '../client-address.js';
import { RequestError } from '../errors/request-error.js';

export interface RateLimits {
  readonly limiter: RateLimiter;
  readonly policies: RatePolicies;
  readonly partitions: PartitionKeys;
}

/** Who is calling, as far as it is known when a call is counted. */
interface Caller {
  readonly req: Request;
  readonly actor?: Actor | undefined;
  readonly body?: unknown;
  /** Of the API key that calls. */
  readonly keyId?: string;
}

const keyOf: Readonly<Record<CountedBy, (caller: Caller) => string>> = {
  address: ({ req }) => addressBlock(clientAddress(req), 64),
  caller: ({ actor, req }) => actor?.userId ?? keyOf.address({ req }),
  'api-key': ({ keyId, req }) => keyId ?? keyOf.address({ req }),
  // So that a stranger elsewhere does not use up the owner's tries; by address where no e-mail is sent.
  'sign-in': ({ req, body }) => {
    const { email } = (body ?? {}) as { email?: unknown };
    const address = keyOf.address({ req });
    return typeof email === 'string' ? `${email.trim().toLowerCase()}|${address}` : address;
  },
};

/** Counts one call by each of these policies, in turn. Throws RATE_LIMITED with `Retry-After` at the first that has had too many. */
export async function countCall(
  { limiter, policies, partitions }: RateLimits,
  names: readonly PolicyName[],
  caller: Caller,
  res: Response,
): Promise<void> {
  if (names.length === 0) return;
  const fields = new Fields();
  for (const name of names) {
    const policy = policies.of(name);
    const key = keyOf[ratePolicies[name]](caller);
    const decision = limiter.consumeNow(policy, key) ?? (await limiter.consume(policy, key));
    fields.add(policy, decision, partitions.of(name, key));
    if (!decision.allowed) {
      fields.show(res);
      throw refusal(decision);
    }
  }
  fields.show(res);
}

/** The limit on everything that one address asks for. Goes on at once where the limiter knows the answer. */
export function globalRateLimit({ limiter, policies, partitions }: RateLimits): RequestHandler {
  return (req, res, next) => {
    const policy = policies.of('global');
    const key = keyOf.address({ req });
    const settle = (decision: RateDecision): void => {
      const fields = new Fields();
      fields.add(policy, decision, partitions.of('global', key));
      fields.show(res);
      if (!decision.allowed) throw refusal(decision);
    };
    const now = limiter.consumeNow(policy, key);
    if (now) {
      settle(now);
      next();
      return;
    }
    limiter
      .consume(policy, key)
      .then(settle)
      .then(() => next(), next);
  };
}

const refusal = ({ resetSeconds }: RateDecision): RequestError =>
  new RequestError('RATE_LIMITED', `Too many requests; try again in ${resetSeconds} s`, { 'retry-after': String(resetSeconds) });

/** `RateLimit-Policy` and `RateLimit` of draft-ietf-httpapi-ratelimit-headers-10: lists of RFC 9651, the narrowest policies first. */
class Fields {
  #policies = '';
  #limits = '';

  add({ name, windowSeconds }: RatePolicy, { limit, remaining, resetSeconds }: RateDecision, partition: string): void {
    this.#policies = listed(this.#policies, `"${name}";q=${limit};w=${windowSeconds};pk=:${partition}:`);
    this.#limits = listed(this.#limits, `"${name}";r=${remaining};t=${resetSeconds};pk=:${partition}:`);
  }

  /** Before what is shown already. */
  show(res: Response): void {
    res.setHeader('ratelimit-policy', listed(this.#policies, res.getHeader('ratelimit-policy')));
    res.setHeader('ratelimit', listed(this.#limits, res.getHeader('ratelimit')));
  }
}

/** Two lists of members as one. */
function listed(first: string, second: unknown): string {
  if (second === undefined) return first;
  return first === '' ? String(second) : `${first}, ${String(second)}`;
}
