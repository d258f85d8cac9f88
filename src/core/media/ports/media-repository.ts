import type { Media } from '../media.js';

/** A place in the order of `idle`: the row last seen. */
export interface IdlePosition {
  readonly updatedAt: Date;
  readonly id: string;
}

export interface IdleQuery {
  /** Pending since before this. */
  readonly pendingBefore: Date;
  /** Detached since before this. */
  readonly detachedBefore: Date;
  readonly limit: number;
  readonly after?: IdlePosition;
}

/**
 * Pictures and where their files are. Every change of status is one conditional statement: of callers that race, one succeeds.
 * All of it takes part in the current transaction.
 */
export abstract class MediaRepository {
  /**
   * As it is given, unless its owner has `most` pictures already that are not detached: then false, and nothing is inserted. However many are
   * inserted at once, nobody gets more. A picture without an owner always goes in. A second one of that id is an error.
   */
  abstract insert(media: Media, most: number): Promise<boolean>;
  /** `undefined` for an unknown id. */
  abstract find(id: string): Promise<Media | undefined>;
  /** pending -> attached. False, and nothing changed, for any other status or an unknown id. */
  abstract attach(id: string, at: Date): Promise<boolean>;
  /** pending or attached -> detached. False, and nothing changed, when it was detached already or is unknown. */
  abstract detach(id: string, at: Date): Promise<boolean>;
  /**
   * Makes a row from `idle` the caller's: pending or detached, unchanged since it was read -> detached, `updatedAt` = `at`. False when
   * somebody was faster. The row comes up in `idle` again once `at` is old enough, so one that cannot be removed moves to the end.
   */
  abstract claim(media: Media, at: Date): Promise<boolean>;
  /** Forgets a detached picture. Any other status, and an unknown id, are left alone without an error. */
  abstract remove(id: string): Promise<void>;
  /** Pending and detached pictures older than the given times, longest unchanged first (then by id), after the given place. */
  abstract idle(query: IdleQuery): Promise<Media[]>;
}
