import type { Role } from '../../kernel/index.js';
import type { ApiKey, ApiKeyScope } from '../api-key.js';

export interface ApiKeyCaller {
  readonly keyId: string;
  readonly scopes: readonly ApiKeyScope[];
  readonly ownerId: string;
  readonly role: Role;
  readonly lastUsedAt: Date | null;
}

/** What a rotation brings: the text's hash, and how it begins. */
export interface ApiKeyText {
  readonly hash: Buffer;
  readonly prefix: string;
}

/** Keys by the SHA-256 of their text, which is nowhere else. A key is live until it expires or is revoked. */
export abstract class ApiKeyRepository {
  abstract add(key: ApiKey, hash: Buffer): Promise<void>;
  /** All there ever were, the newest first. */
  abstract list(): Promise<ApiKey[]>;
  /**
   * Gives a live key another text. The one before it works until `previousUntil`, the one before that no longer. `undefined` when there is no such
   * live key.
   */
  abstract rotate(id: string, text: ApiKeyText, previousUntil: Date, at: Date): Promise<ApiKey | undefined>;
  /** Ends a key with all its texts; ended ones keep their time. False when there is no such key. */
  abstract revoke(id: string, at: Date): Promise<boolean>;
  /** Who calls with this text now; `undefined` unless the key is live and its owner there and not banned. */
  abstract findCaller(hash: Buffer, at: Date): Promise<ApiKeyCaller | undefined>;
  /** Notes the time of a use, unless a later one is noted. */
  abstract markUsed(id: string, at: Date): Promise<void>;
}
