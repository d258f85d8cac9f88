import { EntryStore } from '../../../src/core/caching/index.js';

export interface Gate<T> {
  /** A load that ends when the gate is opened, with what it is opened with; afterwards at once. */
  readonly load: (signal: AbortSignal) => Promise<T>;
  readonly calls: number;
  /** Of the last load. */
  readonly signal: AbortSignal | undefined;
  open(value: T): void;
  fail(error: Error): void;
}

export function gate<T>(): Gate<T> {
  const { promise, resolve, reject } = withResolvers<T>();
  const door = {
    calls: 0,
    signal: undefined as AbortSignal | undefined,
    load: (signal: AbortSignal) => {
      door.calls += 1;
      door.signal = signal;
      return promise;
    },
    open: resolve,
    fail: reject,
  };
  return door;
}

function withResolvers<T>() {
  let resolve: (value: T) => void = () => undefined;
  let reject: (error: Error) => void = () => undefined;
  const promise = new Promise<T>((onValue, onError) => {
    resolve = onValue;
    reject = onError;
  });
  return { promise, resolve, reject };
}

/** Rejects whatever it is asked. */
export class DeadStore extends EntryStore {
  override read = refuse;
  override begin = refuse;
  override finish = refuse;
  override abandon = refuse;
  override invalidate = refuse;
}

async function refuse(): Promise<never> {
  throw new Error('the store is away');
}
