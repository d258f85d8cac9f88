/** Somebody to be made for a contract of the profiles ports. Verified, not banned and with an e-mail and a phone unless said otherwise. */
export interface PersonWishes {
  readonly username?: string;
  readonly fullName?: string;
  readonly bio?: string;
  readonly verified?: boolean;
  /** `null`: for good. */
  readonly bannedUntil?: Date | null;
  readonly createdAt?: Date;
}

/** The world around a port of the feature profiles: people, and what stands between them, made without the port under test. */
export interface PeopleWorld {
  /** The time by which the port judges bans. */
  now(): Date;
  /** The id of a new person. */
  person(wishes?: PersonWishes): Promise<string>;
  follow(followerId: string, followeeId: string, at?: Date): Promise<void>;
  block(blockerId: string, blockedId: string, at?: Date): Promise<void>;
  /** An id that nobody has. */
  unknownId(): string;
}
