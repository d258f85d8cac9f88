import { currentScope, ErrorTracker, type ErrorContext } from '../../src/core/observability/index.js';

/** An ErrorTracker that remembers what it was given, and in which scope. */
export class ErrorsSeen extends ErrorTracker {
  readonly all: { error: unknown; context: ErrorContext | undefined; requestId: string | undefined }[] = [];

  override capture(error: unknown, context?: ErrorContext): void {
    this.all.push({ error, context, requestId: currentScope()?.requestId });
  }

  override async flush(): Promise<void> {
    // nothing leaves
  }
}
