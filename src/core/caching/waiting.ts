/** Resolves after `ms`. Does not keep the process alive. */
export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });
}

/** Resolves when whatever is ready to run has run. */
export const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** The answer, unless the signal comes first: then its reason. The work itself goes on. */
export function abortable<T>(answer: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return answer;
  return new Promise<T>((resolve, reject) => {
    const leave = (): void => reject(signal.reason as Error);
    if (signal.aborted) leave();
    signal.addEventListener('abort', leave, { once: true });
    answer.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave));
  });
}

/** The result of the work, or after `ms` the error: the signal given to the work is then aborted with it. */
export async function withDeadline<T>(ms: number, error: () => Error, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let lastTurn: NodeJS.Immediate | undefined;
  const timeUp = new Promise<never>((_resolve, reject) => {
    const giveUp = (): void => {
      const reason = error();
      controller.abort(reason);
      reject(reason);
    };
    // One turn more: after a moment in which this process did nothing else, an answer may lie in the socket, unread.
    timer = setTimeout(() => {
      lastTurn = setImmediate(giveUp);
    }, ms);
    timer.unref();
  });
  try {
    return await Promise.race([work(controller.signal), timeUp]);
  } finally {
    clearTimeout(timer);
    clearImmediate(lastTurn);
  }
}
