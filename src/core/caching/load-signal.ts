import { AsyncLocalStorage } from 'node:async_hooks';

const signals = new AsyncLocalStorage<AbortSignal | undefined>();

/** Runs the work as part of a load that is given up when the signal aborts; `undefined`: as part of none. */
export function underSignal<T>(signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
  return signals.run(signal, work);
}

/** Of the load that the caller is part of. Adapters stop what they do for it when it aborts. */
export const loadSignal = (): AbortSignal | undefined => signals.getStore();
