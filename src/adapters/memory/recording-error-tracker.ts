import { type ErrorContext, ErrorTracker, type Logger } from '../../core/observability/index.js';

export interface RecordedError {
  readonly error: unknown;
  readonly context: ErrorContext;
}

/** Keeps the last errors in memory and writes each to the log: what there is without a tracking service. */
export class RecordingErrorTracker extends ErrorTracker {
  readonly #recorded: RecordedError[] = [];

  constructor(
    private readonly logger: Logger,
    private readonly capacity = 100,
  ) {
    super();
  }

  get recorded(): readonly RecordedError[] {
    return this.#recorded;
  }

  override capture(error: unknown, context: ErrorContext = {}): void {
    this.#recorded.push({ error, context });
    if (this.#recorded.length > this.capacity) this.#recorded.shift();
    this.logger.log('error', 'errors', error instanceof Error ? error.message : 'Something that is no Error was thrown', {
      ...context,
      error,
    });
  }

  override flush(): Promise<void> {
    return Promise.resolve();
  }
}
