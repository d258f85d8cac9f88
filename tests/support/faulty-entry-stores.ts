import { MemoryEntryStore } from '../../src/adapters/memory/memory-entry-store.js';
import type { Dependencies, EntryReading, EntryStore, Fill } from '../../src/core/caching/index.js';
import type { FakeClock } from './fake-clock.js';

export type EntryStoreMaker = (clock: FakeClock) => EntryStore;

const noTags: Dependencies = { tags: [], softTags: [] };
const firstTag = ({ tags, softTags }: Dependencies): Dependencies => ({ tags: tags.slice(0, 1), softTags });

/** Notes the epochs when the value is there, instead of before its load: what libraries do that only delete keys. */
class FencesLate extends MemoryEntryStore {
  override async finish(key: string, on: Dependencies, fill: Fill, text: string, ttlMs: number): Promise<boolean> {
    const { epochs } = await this.read(key, on);
    return super.finish(key, on, { ...fill, epochs }, text, ttlMs);
  }
}

/** Looks at the first tag alone. */
class SeesOneTag extends MemoryEntryStore {
  override async read(key: string, on: Dependencies): Promise<EntryReading> {
    const { epochs } = await super.read(key, on);
    return { ...(await super.read(key, firstTag(on))), epochs };
  }

  override async begin(key: string, on: Dependencies, leaseMs: number): Promise<Fill> {
    const { epochs } = await super.read(key, on);
    return { ...(await super.begin(key, firstTag(on), leaseMs)), epochs };
  }

  override async finish(key: string, on: Dependencies, fill: Fill, text: string, ttlMs: number): Promise<boolean> {
    const { epochs } = await super.read(key, firstTag(on));
    const first = fill.epochs.slice(0, on.tags.length > 0 ? 1 : 0);
    const soft = fill.epochs.slice(on.tags.length);
    return super.finish(
      key,
      firstTag(on),
      { ...fill, epochs: [...first, ...soft, ...epochs].slice(0, epochs.length) },
      text,
      ttlMs,
    );
  }
}

/** Ends the first of several tags. */
class EndsOneTag extends MemoryEntryStore {
  override async invalidate(tags: readonly string[]): Promise<void> {
    await super.invalidate(tags.slice(0, 1));
  }
}

/** Takes what begins like a tag for the tag. */
class EndsTooMuch extends MemoryEntryStore {
  override async invalidate(tags: readonly string[]): Promise<void> {
    await super.invalidate(tags.flatMap((tag) => (tag.startsWith('user') ? [tag, 'user:1'] : [tag])));
  }
}

/** A soft tag ends what depends on it, as any other. */
class TakesSoftForHard extends MemoryEntryStore {
  override async read(key: string, on: Dependencies): Promise<EntryReading> {
    const reading = await super.read(key, on);
    return reading.softChanged ? { epochs: reading.epochs, softChanged: false } : reading;
  }
}

/** Does not tell that a soft tag changed. */
class HidesSoftChanges extends MemoryEntryStore {
  override async read(key: string, on: Dependencies): Promise<EntryReading> {
    return { ...(await super.read(key, on)), softChanged: false };
  }
}

/** Keeps texts for ever. */
class ForgetsLifetimes extends MemoryEntryStore {
  override async finish(key: string, on: Dependencies, fill: Fill, text: string): Promise<boolean> {
    return super.finish(key, on, fill, text, 1e12);
  }
}

/** Gives the lease to everybody. */
class LeasesToAll extends MemoryEntryStore {
  override async begin(key: string, on: Dependencies, leaseMs: number): Promise<Fill> {
    return { lease: 'yours', ...(await super.begin(key, on, leaseMs)) };
  }
}

/** The lease of a holder that died never ends. */
class LeasesForEver extends MemoryEntryStore {
  override async begin(key: string, on: Dependencies): Promise<Fill> {
    return super.begin(key, on, 1e12);
  }
}

/** Takes the lease back from whoever has it. */
class FreesAnyLease extends MemoryEntryStore {
  readonly #held = new Map<string, Fill>();

  override async begin(key: string, on: Dependencies, leaseMs: number): Promise<Fill> {
    const fill = await super.begin(key, on, leaseMs);
    if (fill.lease !== undefined) this.#held.set(key, fill);
    return fill;
  }

  override async abandon(key: string, fill: Fill): Promise<void> {
    await super.abandon(key, this.#held.get(key) ?? fill);
  }
}

/** Keeps the lease when the value is there. */
class KeepsLeases extends MemoryEntryStore {
  override async finish(key: string, on: Dependencies, fill: Fill, text: string, ttlMs: number): Promise<boolean> {
    return super.finish(key, on, { epochs: fill.epochs }, text, ttlMs);
  }
}

/** Keeps nothing from those who hold no lease. */
class NeedsLeases extends MemoryEntryStore {
  override async finish(key: string, on: Dependencies, fill: Fill, text: string, ttlMs: number): Promise<boolean> {
    return fill.lease !== undefined && super.finish(key, on, fill, text, ttlMs);
  }
}

/** A lease from before an invalidation holds up those after it. */
class LeasesAcrossInvalidations extends MemoryEntryStore {
  override async begin(key: string, on: Dependencies, leaseMs: number): Promise<Fill> {
    const { epochs } = await super.read(key, on);
    const { lease } = await super.begin(key, noTags, leaseMs);
    return lease === undefined ? { epochs } : { epochs, lease };
  }
}

/** One lease for all keys. */
class LeasesOnce extends MemoryEntryStore {
  override async begin(_key: string, on: Dependencies, leaseMs: number): Promise<Fill> {
    return super.begin('', on, leaseMs);
  }

  override async abandon(_key: string, fill: Fill): Promise<void> {
    await super.abandon('', fill);
  }
}

/** Each reading has epochs of its own. */
class InventsEpochs extends MemoryEntryStore {
  #readings = 0;

  override async read(key: string, on: Dependencies): Promise<EntryReading> {
    this.#readings += 1;
    const reading = await super.read(key, on);
    return { ...reading, epochs: reading.epochs.map((epoch) => `${epoch}.${this.#readings}`) };
  }
}

/** Keeps lines without their ends. */
class TrimsTexts extends MemoryEntryStore {
  override async finish(key: string, on: Dependencies, fill: Fill, text: string, ttlMs: number): Promise<boolean> {
    return super.finish(key, on, fill, text.trimEnd(), ttlMs);
  }
}

const made =
  (Faulty: new (clock: FakeClock, options: { maxBytes: number; maxTags: number }) => EntryStore): EntryStoreMaker =>
  (clock) =>
    new Faulty(clock, { maxBytes: 16 * 1024 * 1024, maxTags: 1_000 });

/** Stores with one small fault each. */
export const faultyEntryStores = {
  FencesLate: made(FencesLate),
  SeesOneTag: made(SeesOneTag),
  EndsOneTag: made(EndsOneTag),
  EndsTooMuch: made(EndsTooMuch),
  TakesSoftForHard: made(TakesSoftForHard),
  HidesSoftChanges: made(HidesSoftChanges),
  ForgetsLifetimes: made(ForgetsLifetimes),
  LeasesToAll: made(LeasesToAll),
  LeasesForEver: made(LeasesForEver),
  FreesAnyLease: made(FreesAnyLease),
  KeepsLeases: made(KeepsLeases),
  NeedsLeases: made(NeedsLeases),
  LeasesAcrossInvalidations: made(LeasesAcrossInvalidations),
  LeasesOnce: made(LeasesOnce),
  InventsEpochs: made(InventsEpochs),
  TrimsTexts: made(TrimsTexts),
} satisfies Record<string, EntryStoreMaker>;
