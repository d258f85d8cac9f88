import type { AuditTrail } from '../../audit/index.js';
import type { Actor, Clock, IdGenerator, TransactionRunner } from '../../kernel/index.js';
import type { ApiKey, ApiKeyScope } from '../api-key.js';
import { hashOfApiKey, newApiKeyText, shownPartOf } from '../api-key-text.js';
import type { ApiKeyRepository } from '../ports/api-key-repository.js';

const DAY_MS = 86_400_000;

export interface ApiKeyWishes {
  readonly name: string;
  readonly scopes: readonly ApiKeyScope[];
  readonly expiresInDays: number;
}

/** A key with its text, which is shown now and never again. */
export interface ShownApiKey {
  readonly key: ApiKey;
  readonly text: string;
}

export class CreateApiKey {
  constructor(
    private readonly keys: ApiKeyRepository,
    private readonly ids: IdGenerator,
    private readonly clock: Clock,
    private readonly transactions: TransactionRunner,
    private readonly trail: AuditTrail,
  ) {}

  async execute(actor: Actor, { name, scopes, expiresInDays }: ApiKeyWishes): Promise<ShownApiKey> {
    const text = newApiKeyText();
    const createdAt = this.clock.now();
    const key: ApiKey = {
      id: this.ids.next(),
      ownerId: actor.userId,
      name,
      prefix: shownPartOf(text),
      scopes,
      createdAt,
      expiresAt: new Date(createdAt.getTime() + expiresInDays * DAY_MS),
      lastUsedAt: null,
      previousUntil: null,
      revokedAt: null,
    };
    const [kind, subject] = ['administration.api-key-created', { type: 'api-key', id: key.id }] as const;
    await this.transactions.run(async () => {
      await this.keys.add(key, hashOfApiKey(text));
      await this.trail.record({ kind, subject, facts: { name, scopes, expiresAt: key.expiresAt.toISOString() } });
    });
    return { key, text };
  }
}
