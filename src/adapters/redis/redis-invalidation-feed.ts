import type { Redis } from 'ioredis';
import { InvalidationFeed, type InvalidationListener } from '../../core/caching/index.js';
import { channelOf, sequenceKey } from './redis-entry-store.js';

const beatMs = 500;

/**
 * The channel on which RedisEntryStore tells its invalidations, each with its number. Two things make up for what a channel may lose:
 *
 * - A gap in the numbers, a number that fell, and a connection that was made anew mean that something was missed.
 * - Twice a second the last number is asked for on the connection of commands. What it was at one beat must have been heard on the channel by the
 *   next; then everything up to that first beat is known, and the feed is current until `boundMs` after it. While Redis stands still, or the
 *   channel is cut off without an error, no beat confirms anything, and the feed is not current any more. A channel that stays silent is made anew.
 */
export class RedisInvalidationFeed extends InvalidationFeed {
  override readonly boundMs = 2_000;
  #listener: InvalidationListener | undefined;
  #timer: NodeJS.Timeout | undefined;
  /** The highest number heard or found so far; undefined until something was, since the connection was made. */
  #heard: number | undefined;
  /** A beat that is not confirmed yet: when it was sent (by performance.now) and what it found. */
  #open: { readonly sentAt: number; readonly sequence: number } | undefined;
  /** When the last confirmed beat was sent. */
  #confirmedAt: number | undefined;
  #beating = false;
  #subscribed = false;

  /** `subscriber` is used for nothing else. */
  constructor(
    private readonly commands: Redis,
    private readonly subscriber: Redis,
    private readonly onError: (error: unknown) => void,
  ) {
    super();
  }

  override isCurrent(): boolean {
    return this.#confirmedAt !== undefined && performance.now() - this.#confirmedAt < this.boundMs;
  }

  /** Resolves when it is current for the first time, or when that has to be waited for: Redis does not answer. */
  override async start(listener: InvalidationListener): Promise<void> {
    this.#listener = listener;
    this.subscriber.on('message', (_channel: string, message: string) => this.#hear(message));
    this.subscriber.on('close', () => this.#lose());
    // ioredis subscribes anew by itself; what came meanwhile was missed.
    this.subscriber.on('ready', () => this.#lose());
    this.#timer = setInterval(() => void this.#beat(), beatMs);
    this.#timer.unref();
    await this.#beat();
    await this.#beat();
  }

  override async stop(): Promise<void> {
    clearInterval(this.#timer);
    this.#lose();
    this.#listener = undefined;
  }

  #hear(message: string): void {
    const space = message.indexOf(' ');
    const sequence = Number(message.slice(0, space));
    if (this.#heard !== undefined && sequence > this.#heard + 1) this.#lose();
    this.#heard = Math.max(this.#heard ?? 0, sequence);
    this.#listener?.invalidated(JSON.parse(message.slice(space + 1)) as string[]);
  }

  #lose(): void {
    this.#confirmedAt = undefined;
    this.#open = undefined;
    this.#heard = undefined;
    this.#listener?.missed();
  }

  /** No beat was confirmed in time. Where beats are answered but the channel is silent, only a new connection helps. */
  #lapse(): void {
    const silent = this.#open !== undefined && this.#heard !== undefined && this.#heard < this.#open.sequence;
    this.#lose();
    if (silent) this.subscriber.disconnect(true);
  }

  async #beat(): Promise<void> {
    if (this.#confirmedAt !== undefined && !this.isCurrent()) this.#lapse();
    if (this.#beating || this.subscriber.status !== 'ready') return;
    this.#beating = true;
    try {
      if (!this.#subscribed) await this.subscriber.subscribe(channelOf(this.commands));
      this.#subscribed = true;
      const sentAt = performance.now();
      this.#found({ sentAt, sequence: Number((await this.commands.get(sequenceKey)) ?? 0) });
    } catch (error) {
      if (this.isCurrent() || !this.#subscribed) this.onError(error);
    } finally {
      this.#beating = false;
    }
  }

  #found(beat: { readonly sentAt: number; readonly sequence: number }): void {
    if (!this.#listener) return;
    const open = this.#open;
    const heard = this.#heard ?? beat.sequence;
    if (open && beat.sequence < open.sequence) {
      this.#lose();
      return;
    }
    // Nothing is kept before the first beat is confirmed, so that what it found need not have been heard.
    if (!open) this.#heard = Math.max(heard, beat.sequence);
    else if (heard < open.sequence) return;
    else this.#confirmedAt = open.sentAt;
    this.#open = beat;
  }
}
