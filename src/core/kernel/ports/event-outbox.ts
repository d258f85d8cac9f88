/**
 * Records domain events for delivery after commit. Inside a transaction the event lives and dies with it; outside one it
 * is recorded at once. Delivery is at least once and survives a crash. One process delivers in order of recording where nothing fails; two
 * may overtake each other.
 */
export abstract class EventOutbox {
  /** `payload` must be plain JSON data. */
  abstract record(name: string, payload: Record<string, unknown>): Promise<void>;
}
