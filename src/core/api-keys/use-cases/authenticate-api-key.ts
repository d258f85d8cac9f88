import type { Clock } from '../../kernel/index.js';
import type { ErrorTracker } from '../../observability/index.js';
import type { ApiKeyCall } from '../api-key.js';
import { hashOfApiKey, isApiKeyText } from '../api-key-text.js';
import { ApiKeyRefused } from '../api-keys.errors.js';
import type { ApiKeyCaller, ApiKeyRepository } from '../ports/api-key-repository.js';

const NOTED_EVERY_MS = 60_000;

/** Turns the text of a key into the caller. Everything is read fresh: a revoked key, or a banned owner, is refused by the next call. */
export class AuthenticateApiKey {
  readonly #noting = new Set<string>();

  constructor(
    private readonly keys: ApiKeyRepository,
    private readonly clock: Clock,
    private readonly errors: ErrorTracker,
  ) {}

  /** Throws ApiKeyRefused; where the checksum is wrong, without asking the database. */
  async execute(text: string): Promise<ApiKeyCall> {
    if (!isApiKeyText(text)) throw new ApiKeyRefused();
    const now = this.clock.now();
    const caller = await this.keys.findCaller(hashOfApiKey(text), now);
    if (!caller) throw new ApiKeyRefused();
    this.#noteUse(caller, now);
    const { keyId, scopes, ownerId, role } = caller;
    return { keyId, scopes, actor: { userId: ownerId, sessionId: keyId, role } };
  }

  /** At most once a minute, and nobody waits for it. */
  #noteUse({ keyId, lastUsedAt }: ApiKeyCaller, now: Date): void {
    if (lastUsedAt !== null && now.getTime() - lastUsedAt.getTime() < NOTED_EVERY_MS) return;
    if (this.#noting.has(keyId)) return;
    this.#noting.add(keyId);
    this.keys
      .markUsed(keyId, now)
      .catch((error: unknown) => this.errors.capture(error, { action: 'note the use of an API key', keyId }))
      .finally(() => this.#noting.delete(keyId));
  }
}
