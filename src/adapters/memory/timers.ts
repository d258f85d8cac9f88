/** Longest delay of a Node timer; a longer one would fire at once. */
const MAX_TIMER_MS = 2_147_483_647;

/** Timers that can all be stopped together, wait as long as asked, and keep no process alive. */
export class Timers {
  private readonly running = new Set<NodeJS.Timeout>();

  /** Calls `work` once after `ms`. The result stops it. */
  after(ms: number, work: () => void): () => void {
    let current: NodeJS.Timeout;
    const wait = (leftMs: number): void => {
      const step = Math.min(leftMs, MAX_TIMER_MS);
      const timer = setTimeout(() => {
        this.running.delete(timer);
        if (leftMs > step) wait(leftMs - step);
        else work();
      }, step);
      timer.unref();
      this.running.add(timer);
      current = timer;
    };
    wait(ms);
    return () => this.stop(current);
  }

  /** Calls `work` every `ms`, the first time after `ms`. The result stops it. */
  every(ms: number, work: () => void): () => void {
    let stopCurrent: () => void;
    const again = (): void => {
      stopCurrent = this.after(ms, () => {
        again();
        work();
      });
    };
    again();
    return () => stopCurrent();
  }

  stopAll(): void {
    for (const timer of [...this.running]) this.stop(timer);
  }

  private stop(timer: NodeJS.Timeout): void {
    clearTimeout(timer);
    this.running.delete(timer);
  }
}
