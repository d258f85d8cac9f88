import { AsyncLocalStorage } from 'node:async_hooks';

/** What belongs to one request or job and reaches every log line, query and event without being passed by hand. */
export interface RequestScope {
  readonly requestId: string;
  userId?: string;
  /** Of the caller, where there is one. */
  readonly address?: string;
  readonly userAgent?: string;
}

const scopes = new AsyncLocalStorage<RequestScope>();

/** Runs `work` so that everything it starts finds this scope. */
export function runInScope<T>(scope: RequestScope, work: () => T): T {
  return scopes.run(scope, work);
}

export function currentScope(): RequestScope | undefined {
  return scopes.getStore();
}
