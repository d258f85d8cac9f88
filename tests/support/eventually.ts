import { setTimeout as sleep } from 'node:timers/promises';

/** Waits until `holds` answers true; fails with `what` after `withinMs`. */
export async function eventually(what: string, holds: () => boolean | Promise<boolean>, withinMs = 5000): Promise<void> {
  const end = Date.now() + withinMs;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`not within ${withinMs} ms: ${what}`);
    await sleep(10);
  }
}
