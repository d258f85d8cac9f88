import type { ApiKey } from '../api-key.js';
import type { ApiKeyRepository } from '../ports/api-key-repository.js';

export class ListApiKeys {
  constructor(private readonly keys: ApiKeyRepository) {}

  /** All, the expired and the revoked too, the newest first. */
  execute(): Promise<ApiKey[]> {
    return this.keys.list();
  }
}
