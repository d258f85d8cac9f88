import { Lock, type HeldLock } from '../../core/background/index.js';
import type { Clock } from '../../core/kernel/index.js';

interface Holding {
  readonly token: number;
  /** Epoch milliseconds. */
  readonly endsAt: number;
}

/**
 * Locks within one process. One counter serves all names, and it starts from the clock, so that tokens stored elsewhere
 * (fencing) stay smaller than those given after a restart.
 */
export class MemoryLock extends Lock {
  private readonly holdings = new Map<string, Holding>();
  private lastToken = 0;

  constructor(private readonly clock: Clock) {
    super();
  }

  override async acquire(name: string, ttlSeconds: number): Promise<HeldLock | undefined> {
    if (!Number.isFinite(ttlSeconds) || ttlSeconds <= 0) throw new RangeError('Lock: ttlSeconds must be above 0');
    const now = this.clock.now().getTime();
    const held = this.holdings.get(name);
    if (held && held.endsAt > now) return undefined;
    const token = Math.max(this.lastToken + 1, now);
    this.lastToken = token;
    this.holdings.set(name, { token, endsAt: now + Math.ceil(ttlSeconds * 1000) });
    return { token, release: async () => this.release(name, token) };
  }

  private release(name: string, token: number): void {
    if (this.holdings.get(name)?.token === token) this.holdings.delete(name);
  }
}
