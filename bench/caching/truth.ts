interface Change {
  readonly value: unknown;
  /** When the write was sent and when it was answered, by performance.now(). */
  readonly sentAt: number;
  readonly answeredAt: number;
}

/** What was written when, so that a reader's answer can be judged: which values it may have seen. */
export class Truth {
  readonly #changes = new Map<string, Change[]>();

  wrote(what: string, value: unknown, sentAt: number, answeredAt: number): void {
    const changes = this.#changes.get(what) ?? [];
    changes.push({ value, sentAt, answeredAt });
    this.#changes.set(what, changes);
  }

  /** The value of the last write that was answered by then; `undefined` where none was. */
  latest(what: string): unknown {
    return this.#changes.get(what)?.at(-1)?.value;
  }

  /**
   * By how many ms an answer is older than what was true when it was asked for; 0 for one that is right. A read begun at `askedAt` may show
   * the last write answered by then, or any later one sent before `answeredAt`. Only what was written through this object is judged.
   */
  staleness(what: string, value: unknown, askedAt: number, answeredAt: number): number {
    const changes = this.#changes.get(what);
    if (!changes) return 0;
    const current = changes.findLastIndex((change) => change.answeredAt <= askedAt);
    if (current === -1) return 0;
    const seen = changes.findLastIndex((change) => change.value === value && change.sentAt <= answeredAt);
    if (seen >= current) return 0;
    const replaced = changes[seen + 1];
    return askedAt - (replaced?.answeredAt ?? askedAt);
  }
}
