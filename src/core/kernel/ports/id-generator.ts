/** New identifiers: UUIDv7 (RFC 9562), lower case, growing with time within a process. */
export abstract class IdGenerator {
  abstract next(): string;
}
