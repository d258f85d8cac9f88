import { LRUCache } from 'lru-cache';
import type { Dependencies } from './ports/entry-store.js';
import type { InvalidationFeed, InvalidationListener } from './ports/invalidation-feed.js';

/** What one entry weighs beside its texts: objects, map slots. An estimate. */
const entryBytes = 400;
/** Beyond so many tags invalidated lately everything is dropped, so that remembering them is bounded. */
const maxTags = 50_000;

/** The versions of the tags at one moment: a fence, as the epochs of the EntryStore are one. */
export type TierMark = readonly number[];

interface Kept<T> {
  readonly value: T;
  readonly dependencies: Dependencies;
  readonly mark: TierMark;
  readonly softMark: TierMark;
}

/**
 * The entries of this process, in front of the EntryStore: an LRU bounded by bytes, kept in step by the InvalidationFeed. A value is kept only if
 * none of its tags was invalidated since `mark`; while the feed is not current, nothing is given and nothing kept.
 */
export class ProcessTier<T extends object> implements InvalidationListener {
  readonly #entries: LRUCache<string, Kept<T>>;
  readonly #versions = new Map<string, number>();
  #version = 0;
  /** The version of every tag that is not remembered. */
  #floor = 0;

  constructor(
    private readonly feed: InvalidationFeed,
    { maxBytes }: { readonly maxBytes: number },
  ) {
    this.#entries = new LRUCache({ maxSize: maxBytes });
  }

  get maxBytes(): number {
    return this.#entries.maxSize;
  }

  /** Whether it gives and keeps anything now. */
  get isCurrent(): boolean {
    return this.feed.isCurrent();
  }

  get bytes(): number {
    return this.#entries.calculatedSize;
  }

  get size(): number {
    return this.#entries.size;
  }

  /** Whether what began at `startedAt` (by performance.now) and was not ended by this listener is within the feed's bound. */
  covers(startedAt: number): boolean {
    return this.feed.isCurrent() || performance.now() - startedAt < this.feed.boundMs;
  }

  get(key: string): { readonly value: T; readonly softChanged: boolean } | undefined {
    if (!this.feed.isCurrent()) return undefined;
    const kept = this.#entries.get(key);
    if (!kept) return undefined;
    if (!this.#unchanged(kept.dependencies.tags, kept.mark)) {
      this.#entries.delete(key);
      return undefined;
    }
    return { value: kept.value, softChanged: !this.#unchanged(kept.dependencies.softTags, kept.softMark) };
  }

  /** To be taken before the store is read, or the load begun. */
  mark({ tags, softTags }: Dependencies): { readonly mark: TierMark; readonly softMark: TierMark } {
    return { mark: this.#of(tags), softMark: this.#of(softTags) };
  }

  /** `textBytes`: of the key and the value. */
  keep(key: string, dependencies: Dependencies, marks: ReturnType<ProcessTier<T>['mark']>, value: T, textBytes: number): void {
    if (!this.feed.isCurrent() || !this.#unchanged(dependencies.tags, marks.mark)) return;
    this.#entries.set(key, { value, dependencies, ...marks }, { size: entryBytes + textBytes });
  }

  drop(key: string): void {
    this.#entries.delete(key);
  }

  invalidated(tags: readonly string[]): void {
    this.#version += 1;
    for (const tag of tags) this.#versions.set(tag, this.#version);
    if (this.#versions.size > maxTags) this.missed();
  }

  /** No mark taken before fits afterwards: what is being loaded now is not kept either. */
  missed(): void {
    this.#entries.clear();
    this.#versions.clear();
    this.#version += 1;
    this.#floor = this.#version;
  }

  #of(tags: readonly string[]): TierMark {
    return tags.map((tag) => this.#versions.get(tag) ?? this.#floor);
  }

  #unchanged(tags: readonly string[], mark: TierMark): boolean {
    for (let i = 0; i < tags.length; i += 1) {
      if ((this.#versions.get(tags[i] as string) ?? this.#floor) !== mark[i]) return false;
    }
    return true;
  }
}
