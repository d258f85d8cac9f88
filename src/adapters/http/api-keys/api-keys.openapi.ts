import { apiKeyScopes } from '../../../core/api-keys/index.js';
import { closed } from '../openapi/closed.js';
import type { Schemas } from '../openapi/document.js';

const time = (description: string) => ({ type: 'string', format: 'date-time', description }) as const;
const timeOrNull = (description: string) => ({ ...time(description), nullable: true }) as const;

const properties = {
  id: { type: 'string', format: 'uuid' },
  ownerId: { type: 'string', format: 'uuid', description: 'Who made it; calls act as this person' },
  name: { type: 'string', minLength: 1, maxLength: 100 },
  prefix: { type: 'string', minLength: 12, maxLength: 12, description: 'How its text begins' },
  scopes: { type: 'array', items: { type: 'string', enum: [...apiKeyScopes] }, minItems: 1 },
  createdAt: time('When it was made'),
  expiresAt: time('From then on it is refused'),
  lastUsedAt: timeOrNull('Of the last call, to the minute'),
  previousUntil: timeOrNull('Until when the text before the last rotation works'),
  revokedAt: timeOrNull('When it was ended'),
} as const;

const example = {
  id: '019ab1c2-3d4e-7f50-8a61-b2c3d4e5f607',
  ownerId: '019ab1c2-3d4e-7f50-8a61-b2c3d4e5f608',
  name: 'Nightly import',
  prefix: 'bka_9fK2mQ7x',
  scopes: ['posts:read'],
  createdAt: '2026-11-20T09:15:00.000Z',
  expiresAt: '2027-02-18T09:15:00.000Z',
  lastUsedAt: null,
  previousUntil: null,
  revokedAt: null,
};

export const apiKeysSchemas = {
  ApiKey: closed(properties, 'A key of a machine', example),
  NewApiKey: closed(
    { ...properties, key: { type: 'string', minLength: 40, maxLength: 40, description: 'The text, shown this once' } },
    'A key of a machine with its text',
    { ...example, key: 'bka_9fK2mQ7xT4vB8nL1sW6yR3cZ5jH0dG2pXeA1' },
  ),
} satisfies Schemas;
