import type { AuditTrail } from '../../audit/index.js';
import type { Clock, TransactionRunner } from '../../kernel/index.js';
import { hashOfApiKey, newApiKeyText, shownPartOf } from '../api-key-text.js';
import { ApiKeyNotFound } from '../api-keys.errors.js';
import type { ApiKeyRepository } from '../ports/api-key-repository.js';
import type { ShownApiKey } from './create-api-key.js';

export class RotateApiKey {
  constructor(
    private readonly keys: ApiKeyRepository,
    private readonly clock: Clock,
    private readonly transactions: TransactionRunner,
    private readonly trail: AuditTrail,
  ) {}

  /** A new text for a live key; the one before it works for `overlapSeconds` more. Throws ApiKeyNotFound. */
  async execute(id: string, overlapSeconds: number): Promise<ShownApiKey> {
    const text = newApiKeyText();
    const now = this.clock.now();
    const previousUntil = new Date(now.getTime() + overlapSeconds * 1_000);
    return this.transactions.run(async () => {
      const key = await this.keys.rotate(id, { hash: hashOfApiKey(text), prefix: shownPartOf(text) }, previousUntil, now);
      if (!key) throw new ApiKeyNotFound();
      await this.trail.record({ kind: 'administration.api-key-rotated', subject: { type: 'api-key', id } });
      return { key, text };
    });
  }
}
