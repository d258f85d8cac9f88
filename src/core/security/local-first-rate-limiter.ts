import { LRUCache } from 'lru-cache';
import { RateLimiter, type RateDecision, type RatePolicy } from './ports/rate-limiter.js';
import { checkedCost, checkedPolicy } from './rate-arguments.js';

/** What this process knows of one key's window, and what it has let through since. */
interface Tally {
  readonly policy: RatePolicy;
  readonly key: string;
  /** Points that the counter behind had counted when it last answered. */
  counted: number;
  /** On the clock of `performance.now()`. */
  endsAt: number;
  /** Points let through here: told and not yet answered, and not yet told. */
  flying: number;
  untold: number;
}

interface LocalFirstOptions {
  /** How long points may wait before they are told. */
  readonly tellAfterMs?: number;
  /** Keys whose counts are known here; of others the first call is asked for. */
  readonly maxKeys?: number;
}

/** Points of a window that one process may let through before the counter behind has confirmed them. Few points: none, every call is asked for. */
export const batchOf = (points: number): number => Math.floor(points / 100);

/** The end of a window is asked for call by call. */
const askedOf = (points: number): number => Math.ceil(points / 10);

/**
 * RateLimiter as before, most often without waiting for the counter that instances share. A key's first call of a window is asked for. After it
 * calls are counted here, and told together every few milliseconds, while at most a batch (a hundredth of the points) is unconfirmed
 * and nine tenths of the window's points are not used up. Everything else (refusals, the last tenth, bursts, policies below 100 points) is
 * asked for, and exact.
 *
 * **Bound**: in one window at most `points + processes x batch` calls are let through. While a process has not heard that the last tenth has
 * begun, it lets through a batch at most; from then on nothing that it was not allowed. A process that dies takes at most a batch of
 * points with it that nobody counted; the window begins where the shared counter opened it, for all instances.
 *
 * When the counter behind decides from a substitute (see RedisRateLimiter), points told meanwhile are counted by that one.
 */
export class LocalFirstRateLimiter extends RateLimiter {
  readonly #tallies: LRUCache<string, Tally>;
  readonly #untold = new Set<Tally>();
  readonly #tellAfterMs: number;
  #telling: NodeJS.Timeout | undefined;

  constructor(
    private readonly inner: RateLimiter,
    { tellAfterMs = 10, maxKeys = 20_000 }: LocalFirstOptions = {},
  ) {
    super();
    this.#tellAfterMs = tellAfterMs;
    this.#tallies = new LRUCache({ max: maxKeys });
  }

  override consumeNow(policy: RatePolicy, key: string, cost = 1): RateDecision | undefined {
    const { points: limit } = policy;
    const tally = this.#tallies.get(idOf(policy, key));
    if (!tally) return undefined;
    const left = tally.endsAt - performance.now();
    const unconfirmed = tally.flying + tally.untold + cost;
    const used = tally.counted + unconfirmed;
    if (left <= 0 || unconfirmed > batchOf(limit) || used > limit - askedOf(limit)) return undefined;
    tally.untold += checkedCost(cost);
    this.#tellSoon(tally);
    return { allowed: true, limit, remaining: limit - used, resetSeconds: Math.max(1, Math.ceil(left / 1_000)) };
  }

  override async consume(policy: RatePolicy, key: string, cost = 1): Promise<RateDecision> {
    const now = this.consumeNow(policy, key, cost);
    if (now) return now;
    const known = this.#tallies.get(idOf(policy, key));
    if (known) void this.#tell(known);
    const askedAt = performance.now();
    const decision = await this.inner.consume(policy, key, cost);
    if (batchOf(policy.points) > 0) this.#learn(policy, key, decision, askedAt);
    return decision;
  }

  override async reset(policy: RatePolicy, key: string): Promise<void> {
    const tally = this.#tallies.get(idOf(checkedPolicy(policy), key));
    if (tally) {
      this.#untold.delete(tally);
      this.#tallies.delete(idOf(policy, key));
    }
    await this.inner.reset(policy, key);
  }

  /** Answers come in the order of the questions, so the last one knows most; one that refuses does not say how much was counted. */
  #learn(policy: RatePolicy, key: string, { allowed, limit, remaining, resetSeconds }: RateDecision, askedAt: number): void {
    const id = idOf(policy, key);
    const tally = this.#tallies.get(id) ?? { policy, key, counted: 0, endsAt: 0, flying: 0, untold: 0 };
    tally.counted = allowed ? limit - remaining : Math.max(tally.counted, limit);
    tally.endsAt = askedAt + resetSeconds * 1_000;
    this.#tallies.set(id, tally);
  }

  #tellSoon(tally: Tally): void {
    this.#untold.add(tally);
    this.#telling ??= setTimeout(() => {
      this.#telling = undefined;
      for (const one of [...this.#untold]) void this.#tell(one);
    }, this.#tellAfterMs).unref();
  }

  /** Counted whatever the limit: these calls have been let through. */
  async #tell(tally: Tally): Promise<void> {
    const { policy, key, untold } = tally;
    this.#untold.delete(tally);
    if (untold === 0) return;
    tally.flying += untold;
    tally.untold = 0;
    const askedAt = performance.now();
    try {
      const decision = await this.inner.consume({ ...policy, points: Number.MAX_SAFE_INTEGER }, key, untold);
      if (this.#tallies.peek(idOf(policy, key)) === tally) this.#learn(policy, key, decision, askedAt);
    } catch {
      // Nobody waits for it. What is known here is let go, so that the next call is asked for and meets the failure itself.
      this.#tallies.delete(idOf(policy, key));
    } finally {
      tally.flying -= untold;
    }
  }
}

/** Lengths first, so that no two pairs are written alike. */
function idOf({ name }: RatePolicy, key: string): string {
  return `${name.length}|${name}|${key}`;
}
