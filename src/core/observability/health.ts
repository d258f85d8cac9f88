/** One thing the server depends on. `required`: without it nothing can be served. */
export interface HealthCheck {
  readonly name: string;
  readonly required: boolean;
  /** Rejects when it is not there. */
  readonly check: () => Promise<void>;
  /** How long it may take; 1 s when left out. */
  readonly timeoutMs?: number;
}

export interface CheckResult {
  readonly name: string;
  readonly required: boolean;
  readonly ok: boolean;
  readonly durationMs: number;
  readonly error?: string;
}

export interface HealthReport {
  /** `down`: something required fails. `degraded`: something else does. */
  readonly status: 'ok' | 'degraded' | 'down';
  readonly checks: readonly CheckResult[];
}

async function within<T>(timeoutMs: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${timeoutMs} ms`)), timeoutMs);
  });
  try {
    return await Promise.race([work, timeout]);
  } finally {
    clearTimeout(timer);
  }
}

/** Asks all dependencies at once, each within its own time bound: a frozen one is reported, not waited for. */
export class Health {
  constructor(private readonly checks: readonly HealthCheck[]) {}

  async check(): Promise<HealthReport> {
    const checks = await Promise.all(this.checks.map((check) => this.#run(check)));
    const failing = checks.filter(({ ok }) => !ok);
    const status = failing.length === 0 ? 'ok' : failing.some(({ required }) => required) ? 'down' : 'degraded';
    return { status, checks };
  }

  async #run({ name, required, check, timeoutMs = 1_000 }: HealthCheck): Promise<CheckResult> {
    const startedAt = performance.now();
    const duration = (): number => Math.round(performance.now() - startedAt);
    try {
      await within(timeoutMs, check());
      return { name, required, ok: true, durationMs: duration() };
    } catch (error) {
      return { name, required, ok: false, durationMs: duration(), error: error instanceof Error ? error.message : String(error) };
    }
  }
}
