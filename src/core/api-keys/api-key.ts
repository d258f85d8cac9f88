import type { Actor } from '../kernel/index.js';

/** What a key may be made for. An operation names the one that it wants; one that names none cannot be called with a key. */
export const apiKeyScopes = ['posts:read', 'posts:write', 'people:read', 'cache:read', 'cache:write'] as const;
export type ApiKeyScope = (typeof apiKeyScopes)[number];

/** A key of a machine. Its text is known to whoever was given it, and to nobody else. */
export interface ApiKey {
  readonly id: string;
  /** Who made it: calls act as this person, with the role that he has then. */
  readonly ownerId: string;
  readonly name: string;
  /** How its text begins. */
  readonly prefix: string;
  readonly scopes: readonly ApiKeyScope[];
  readonly createdAt: Date;
  readonly expiresAt: Date;
  /** To the minute. */
  readonly lastUsedAt: Date | null;
  /** Until when the text before the last rotation works too. */
  readonly previousUntil: Date | null;
  readonly revokedAt: Date | null;
}

export interface ApiKeyCall {
  readonly keyId: string;
  readonly scopes: readonly ApiKeyScope[];
  /** The owner; for a session stands the key. */
  readonly actor: Actor;
}
