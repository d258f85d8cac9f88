/**
 * What the events of a feature end: for each name the tags, by its payload. `Events` names every event of the feature, so that one without a line
 * here does not compile; an event that changes nothing cached ends nothing.
 */
export type Invalidations<Events = Readonly<Record<string, unknown>>> = {
  readonly [Name in keyof Events]: (payload: Events[Name]) => readonly string[];
};

/** For any feature, with its payloads forgotten. */
export type AnyInvalidations = Readonly<Record<string, (payload: never) => readonly string[]>>;

/** For an event after which nothing cached is different. */
export const endsNothing = (): readonly string[] => [];

/** The invalidations of all features. */
export class InvalidationTable {
  readonly #rules = new Map<string, (payload: unknown) => readonly string[]>();

  /** Throws for an event that two of them declare. */
  constructor(declared: readonly AnyInvalidations[]) {
    for (const [eventName, tags] of declared.flatMap((one) => Object.entries(one))) {
      if (this.#rules.has(eventName)) throw new Error(`The invalidations of ${eventName} are declared twice`);
      this.#rules.set(eventName, tags as (payload: unknown) => readonly string[]);
    }
  }

  get eventNames(): readonly string[] {
    return [...this.#rules.keys()];
  }

  /** What this event ends; nothing for an unknown one. */
  tagsOf(eventName: string, payload: unknown): readonly string[] {
    return this.#rules.get(eventName)?.(payload) ?? [];
  }
}
