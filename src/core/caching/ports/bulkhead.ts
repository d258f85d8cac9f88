/**
 * Bounds how much of some work runs at once in this process, so that a cold or absent cache cannot take all connections of the database. Work
 * beyond that waits in order, at most so long and so many; the rest is refused with SERVICE_UNAVAILABLE (see Nygard, "Release It!", Bulkheads).
 */
export abstract class Bulkhead {
  abstract run<T>(work: () => Promise<T>): Promise<T>;
  /** Whether work would start at once: for work that can as well be left undone. */
  abstract hasRoom(): boolean;
}
