import { closed } from '../openapi/closed.js';
import type { Schemas } from '../openapi/document.js';

const rate = {
  points: { type: 'integer', minimum: 1, description: 'So many calls' },
  windowSeconds: { type: 'integer', minimum: 1, description: 'In so many seconds' },
} as const;

export const securitySchemas = {
  RateLimit: closed(
    {
      policy: { type: 'string', minLength: 1, description: 'As the fields `RateLimit` and `RateLimit-Policy` name it' },
      countedBy: {
        type: 'string',
        enum: ['address', 'caller', 'sign-in', 'api-key'],
        description:
          'Whom it counts. caller: the person, before he signs in his address; sign-in: e-mail and address together; api-key: the key',
      },
      ...rate,
      configured: closed(rate, 'What the configuration says', { points: 60, windowSeconds: 60 }),
      changedAt: { type: 'string', format: 'date-time', nullable: true, description: 'null: the configuration holds' },
      changedBy: {
        type: 'string',
        format: 'uuid',
        nullable: true,
        description: 'The administrator; null: the configuration holds, or the account is gone',
      },
    },
    'A limit on calls, as it holds now',
    {
      policy: 'search',
      countedBy: 'caller',
      points: 120,
      windowSeconds: 60,
      configured: { points: 60, windowSeconds: 60 },
      changedAt: '2026-01-01T00:00:00.000Z',
      changedBy: '019c0d3e-5b7a-7c1e-9d55-0a6f5e2c9b11',
    },
  ),
} satisfies Schemas;
