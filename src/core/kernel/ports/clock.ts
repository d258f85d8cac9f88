/** The time. Milliseconds are the finest unit anywhere in the system: the database columns keep no more. */
export abstract class Clock {
  abstract now(): Date;
}
