import type { Logger } from '../observability/index.js';
import type { RatePolicy } from './ports/rate-limiter.js';
import { type PolicyName, policyNames, type Rates } from './policy-table.js';
import type { RateOverride, RateOverrides } from './ports/rate-overrides.js';

/** So old may be what is known here where no invalidation was heard; then it is read anew, and again after a second where that failed. */
const maxAgeMs = 60_000;
const retryMs = 1_000;

/**
 * The policies as they are now: the configuration, and what administrators set instead. Answers at once from what this process knows, and reads
 * in the background what may have changed: the caller that finds out is still judged by the old.
 */
export class RatePolicies {
  readonly #policies: Record<PolicyName, RatePolicy>;
  #goodUntil = -Infinity;
  #changes = 0;
  #reading: Promise<void> | undefined;
  #failed = false;

  constructor(
    readonly configured: Rates,
    private readonly overrides: RateOverrides,
    private readonly logger: Logger,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.#policies = this.#with([]);
  }

  of(name: PolicyName): RatePolicy {
    if (this.now() >= this.#goodUntil) void this.#readOn();
    return this.#policies[name];
  }

  /** Somebody changed one. */
  forget(): void {
    this.#changes += 1;
    this.#goodUntil = -Infinity;
  }

  /** Resolves when what was there before the call is known here, or could not be read: then the old stands. */
  reload(): Promise<void> {
    this.forget();
    return this.#readOn();
  }

  #readOn(): Promise<void> {
    this.#reading ??= this.#read().finally(() => (this.#reading = undefined));
    return this.#reading;
  }

  /** Once more where somebody changed one meanwhile. */
  async #read(): Promise<void> {
    let changes: number;
    do {
      changes = this.#changes;
      this.#goodUntil = this.now() + (await this.#take());
    } while (changes !== this.#changes);
  }

  /** For how long (ms) what is known then is good. */
  async #take(): Promise<number> {
    try {
      Object.assign(this.#policies, this.#with(await this.overrides.all()));
      this.#failed = false;
      return maxAgeMs;
    } catch (error) {
      if (!this.#failed) this.logger.log('warn', 'security', 'Limits stay as they were known: they could not be read', { error });
      this.#failed = true;
      return retryMs;
    }
  }

  #with(overrides: readonly RateOverride[]): Record<PolicyName, RatePolicy> {
    const rates: Rates = { ...this.configured, ...Object.fromEntries(overrides.map((one) => [one.policy, one])) };
    return Object.fromEntries(
      policyNames.map((name) => [name, { name, points: rates[name].points, windowSeconds: rates[name].windowSeconds }]),
    ) as Record<PolicyName, RatePolicy>;
  }
}
