/** What was being done when it failed: route, user id, job name. No personal data. */
export type ErrorContext = Record<string, string | number | undefined>;

/** Where unexpected errors are reported for triage. Never throws, never waits. */
export abstract class ErrorTracker {
  abstract capture(error: unknown, context?: ErrorContext): void;
  /** Resolves when what was captured has left, or after the given time. */
  abstract flush(timeoutMs: number): Promise<void>;
}
