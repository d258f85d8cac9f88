import type { Clock, IdGenerator } from '../kernel/index.js';
import { type Logger, runInScope } from '../observability/index.js';
import { type AuditDraft, type AuditEntry, entryOf } from './audit-entry.js';
import { rulesOf } from './audit-kinds.js';
import { tellOf } from './audit-lines.js';
import type { AuditLog } from './ports/audit-log.js';

interface Group {
  readonly first: AuditEntry;
  readonly endsAt: number;
  /** Besides the first. */
  more: number;
}

export interface EventBounds {
  /** Entries that wait to be written. */
  readonly waiting: number;
  /** Places that are counted at once. */
  readonly groups: number;
  /** Entries written together. */
  readonly batch: number;
  readonly groupMs: number;
  readonly writeEveryMs: number;
}

export const eventBounds: EventBounds = { waiting: 2_000, groups: 2_000, batch: 200, groupMs: 60_000, writeEveryMs: 1_000 };

/**
 * Events that belong to no transaction: refusals and failures. They wait for a moment in this process and are written together, so that no
 * request waits for them or fails with them. What is grouped is written once, and then once a minute with how often it happened. When too many
 * wait, or come from too many places, the newest are shed; how many is written when there is room again.
 */
export class SecurityEvents {
  #waiting: AuditEntry[] = [];
  readonly #groups = new Map<string, Group>();
  #shed = 0;
  #writing: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;

  /** `networkOf`: the network an address counts under. */
  constructor(
    private readonly log: AuditLog,
    private readonly ids: IdGenerator,
    private readonly clock: Clock,
    private readonly logger: Logger,
    private readonly networkOf: (address: string) => string,
    private readonly bounds: EventBounds = eventBounds,
  ) {}

  /** Never throws and never waits. */
  note(draft: AuditDraft): void {
    const entry = entryOf(draft, this.ids);
    if (!rulesOf(entry.kind).grouped) return this.#keep(entry);
    const key = this.#groupOf(entry);
    const now = this.clock.now().getTime();
    const known = this.#groups.get(key);
    if (known && now < known.endsAt) {
      known.more += 1;
      return;
    }
    if (known) this.#close(key, known);
    else if (this.#groups.size >= this.bounds.groups) {
      this.#shed += 1;
      return;
    }
    this.#groups.set(key, { first: entry, endsAt: now + this.bounds.groupMs, more: 0 });
    this.#keep(entry);
  }

  start(): void {
    const writeIfFree = (): void => {
      if (!this.#writing) void this.write().catch((error: unknown) => this.#failed(error));
    };
    this.#timer = setInterval(writeIfFree, this.bounds.writeEveryMs).unref();
  }

  /** Writes what can be written; what is left goes with the process. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    for (const [key, group] of this.#groups) this.#close(key, group);
    await this.write().catch((error: unknown) => this.#failed(error));
  }

  /** Writes what waits now, after whoever does so already. Rejects when it cannot be written: it goes on waiting. */
  write(): Promise<void> {
    const written = Promise.allSettled([this.#writing])
      .then(() => runInScope({ requestId: 'audit' }, () => this.#writeAll()))
      .finally(() => {
        if (this.#writing === written) this.#writing = undefined;
      });
    this.#writing = written;
    return written;
  }

  async #writeAll(): Promise<void> {
    const now = this.clock.now().getTime();
    for (const [key, group] of this.#groups) if (group.endsAt <= now) this.#close(key, group);
    for (let left = this.#waiting.length; left > 0; left -= this.bounds.batch) {
      const batch = this.#waiting.slice(0, this.bounds.batch);
      await this.log.append(batch);
      this.#waiting = this.#waiting.slice(batch.length);
    }
    const shed = this.#shed;
    if (shed === 0) return;
    await this.log.append([{ ...entryOf({ kind: 'security.events-shed' }, this.ids), requestId: null, count: shed }]);
    this.#shed -= shed;
  }

  #groupOf({ kind, actorId, address, facts }: AuditEntry): string {
    const route = kind === 'security.rate-limited' ? '' : `${String(facts['method'])} ${String(facts['route'])}`;
    return JSON.stringify([kind, actorId, address && this.networkOf(address), route]);
  }

  #close(key: string, { first, more }: Group): void {
    this.#groups.delete(key);
    if (more > 0) this.#keep({ ...first, id: this.ids.next(), count: more });
  }

  #keep(entry: AuditEntry): void {
    if (this.#waiting.length >= this.bounds.waiting) {
      this.#shed += entry.count;
      return;
    }
    this.#waiting.push(entry);
    tellOf(entry, this.logger);
  }

  #failed(error: unknown): void {
    this.logger.log('error', 'audit', 'Security events could not be written', { waiting: this.#waiting.length, error });
  }
}
