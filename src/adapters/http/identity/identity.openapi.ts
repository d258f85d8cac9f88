/** Component schemas (OpenAPI 3.0.3) of what the identity endpoints answer. `User` belongs to the profiles. */
const tokenPair = {
  type: 'object',
  required: ['accessToken', 'refreshToken'],
  additionalProperties: false,
  properties: {
    accessToken: { type: 'string', description: 'For `Authorization: Bearer`; lives 15 minutes' },
    refreshToken: { type: 'string', description: 'For /auth/refresh; lives 7 days from its last use, and changes with each' },
  },
  example: {
    accessToken: 'eyJhbGciOiJIUzI1NiIsInR5cCI6ImF0K2p3dCJ9.eyJzaWQiOiIwMTlhIn0.mQ0X',
    refreshToken: 'AZK7n0nPdmmPcGm1mFyGqA.0.u1Vb5sKpG6C0gq3xWQm2uKxQ1n9m0b3t8yqv4lJ7d5s',
  },
};

const tokens = { $ref: '#/components/schemas/TokenPair' };
const message = { type: 'string', description: 'For the person, in English' };

export const identitySchemas = {
  TokenPair: tokenPair,
  CodeSent: {
    type: 'object',
    required: ['userId', 'message'],
    additionalProperties: false,
    properties: {
      userId: { type: 'string', format: 'uuid', description: 'Stands for the address in the calls that follow' },
      message,
    },
    example: { userId: '6f1c0a52-9f0e-8b7a-a1de-2f4b8c0d9e11', message: 'We have sent you a code by e-mail' },
  },
  Message: {
    type: 'object',
    required: ['message'],
    additionalProperties: false,
    properties: { message },
    example: { message: 'The password is changed; sign in with the new one' },
  },
  SignedIn: {
    type: 'object',
    required: ['user', 'tokens'],
    additionalProperties: false,
    properties: { user: { $ref: '#/components/schemas/User' }, tokens },
  },
  Refreshed: { type: 'object', required: ['tokens'], additionalProperties: false, properties: { tokens } },
  Session: {
    type: 'object',
    required: ['id', 'current', 'device', 'ip', 'createdAt', 'lastUsedAt'],
    additionalProperties: false,
    properties: {
      id: { type: 'string', format: 'uuid' },
      current: { type: 'boolean', description: 'Whether this is the session that asks' },
      device: { type: 'string', description: 'Browser and system, as far as they can be told' },
      ip: { type: 'string', nullable: true, description: 'Where it was begun from' },
      createdAt: { type: 'string', format: 'date-time' },
      lastUsedAt: { type: 'string', format: 'date-time', description: 'Of the last sign-in or refresh' },
    },
    example: {
      id: '019ab1c2-3d4e-7f50-8a61-b2c3d4e5f607',
      current: true,
      device: 'Chrome, Android',
      ip: '203.0.113.7',
      createdAt: '2026-11-20T09:15:00.000Z',
      lastUsedAt: '2026-11-23T18:02:11.000Z',
    },
  },
  EndedSessions: {
    type: 'object',
    required: ['ended'],
    additionalProperties: false,
    properties: { ended: { type: 'integer', minimum: 0, description: 'How many sessions were ended' } },
    example: { ended: 2 },
  },
};
