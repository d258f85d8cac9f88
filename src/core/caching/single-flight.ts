/** Says whether the work is still wanted under its key: false once `forget` was called, so a late result must not be kept. */
export type StillWanted = () => boolean;

/**
 * Shares one run of some work among all who ask for the same key while it is under way. Its result, or its error, reaches
 * all of them; nothing is remembered afterwards. The name and `forget` follow Go's `golang.org/x/sync/singleflight`.
 */
export class SingleFlight<T> {
  private readonly flights = new Map<string, Promise<T>>();

  /** Joins the run under way for `key`, or starts `work`. Sharers receive the same object: make it immutable. */
  run(key: string, work: (stillWanted: StillWanted) => Promise<T>): Promise<T> {
    const underWay = this.flights.get(key);
    if (underWay) return underWay;
    // The check comes after the first await of the caller's work at the earliest, when `flight` is already in the map.
    const flight: Promise<T> = Promise.resolve()
      .then(() => work(() => this.flights.get(key) === flight))
      .finally(() => {
        if (this.flights.get(key) === flight) this.flights.delete(key);
      });
    this.flights.set(key, flight);
    return flight;
  }

  /** Later callers start anew; those already waiting still receive the old result. */
  forget(key: string): void {
    this.flights.delete(key);
  }

  /** `forget` for every key under way that matches. */
  forgetWhere(matches: (key: string) => boolean): void {
    for (const key of [...this.flights.keys()]) if (matches(key)) this.flights.delete(key);
  }
}
