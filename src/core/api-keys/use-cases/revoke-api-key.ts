import type { AuditTrail } from '../../audit/index.js';
import type { Clock, TransactionRunner } from '../../kernel/index.js';
import { ApiKeyNotFound } from '../api-keys.errors.js';
import type { ApiKeyRepository } from '../ports/api-key-repository.js';

export class RevokeApiKey {
  constructor(
    private readonly keys: ApiKeyRepository,
    private readonly clock: Clock,
    private readonly transactions: TransactionRunner,
    private readonly trail: AuditTrail,
  ) {}

  /** The next call with it is refused, everywhere. Repeating it changes nothing. Throws ApiKeyNotFound. */
  async execute(id: string): Promise<void> {
    await this.transactions.run(async () => {
      if (!(await this.keys.revoke(id, this.clock.now()))) throw new ApiKeyNotFound();
      await this.trail.record({ kind: 'administration.api-key-revoked', subject: { type: 'api-key', id } });
    });
  }
}
