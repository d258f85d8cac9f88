import type { ApiKey, ShownApiKey } from '../../../core/api-keys/index.js';

export interface ApiKeyView {
  readonly id: string;
  readonly ownerId: string;
  readonly name: string;
  readonly prefix: string;
  readonly scopes: readonly string[];
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly lastUsedAt: string | null;
  readonly previousUntil: string | null;
  readonly revokedAt: string | null;
}

export interface NewApiKeyView extends ApiKeyView {
  readonly key: string;
}

const timeOf = (time: Date | null): string | null => time?.toISOString() ?? null;

export const presentApiKey = (key: ApiKey): ApiKeyView => ({
  id: key.id,
  ownerId: key.ownerId,
  name: key.name,
  prefix: key.prefix,
  scopes: key.scopes,
  createdAt: key.createdAt.toISOString(),
  expiresAt: key.expiresAt.toISOString(),
  lastUsedAt: timeOf(key.lastUsedAt),
  previousUntil: timeOf(key.previousUntil),
  revokedAt: timeOf(key.revokedAt),
});

export const presentNewApiKey = ({ key, text }: ShownApiKey): NewApiKeyView => ({ ...presentApiKey(key), key: text });
