import type { Operation, ResponseObject, Schema } from './document.js';
import { schemaRef } from './document.js';
import { headerRefs } from './headers.js';

const check: Schema = {
  type: 'object',
  required: ['name', 'required', 'ok', 'durationMs'],
  properties: {
    name: { type: 'string', example: 'database' },
    required: { type: 'boolean', description: 'Without it nothing can be served' },
    ok: { type: 'boolean' },
    durationMs: { type: 'integer', minimum: 0 },
    error: { type: 'string' },
  },
  additionalProperties: false,
  example: { name: 'database', required: true, ok: true, durationMs: 2 },
};

export const healthSchemas: Readonly<Record<string, Schema>> = {
  Liveness: {
    type: 'object',
    required: ['status'],
    properties: { status: { type: 'string', enum: ['ok'] } },
    additionalProperties: false,
    example: { status: 'ok' },
  },
  Readiness: {
    type: 'object',
    required: ['status', 'failing'],
    properties: {
      status: { type: 'string', enum: ['ok', 'degraded', 'down', 'stopping'] },
      failing: { type: 'array', items: { type: 'string' }, description: 'Names of what is needed and not there' },
    },
    additionalProperties: false,
    example: { status: 'ok', failing: [] },
  },
  Health: {
    type: 'object',
    required: ['status', 'version', 'uptimeSeconds'],
    properties: {
      status: { type: 'string', enum: ['ok', 'degraded', 'down', 'stopping'] },
      version: { type: 'string' },
      uptimeSeconds: { type: 'integer', minimum: 0 },
      checks: { type: 'array', items: schemaRef('HealthCheck'), description: 'Only for administrators and the metrics token' },
    },
    additionalProperties: false,
    example: { status: 'ok', version: '0.1.0', uptimeSeconds: 3600 },
  },
  HealthCheck: check,
};

function answer(description: string, schema: string, example: unknown = healthSchemas[schema]?.example): ResponseObject {
  return { description, headers: headerRefs(), content: { 'application/json': { schema: schemaRef(schema), example } } };
}

const downNow = { status: 'down', failing: ['database'] };

/** The probes, outside the API prefix. */
export const healthPaths: Readonly<Record<string, { readonly get: Operation }>> = {
  '/health/live': {
    get: {
      operationId: 'getLiveness',
      tags: ['Health'],
      summary: 'Does this process answer?',
      security: [],
      responses: { '200': answer('It does', 'Liveness') },
    },
  },
  '/health/ready': {
    get: {
      operationId: 'getReadiness',
      tags: ['Health'],
      summary: 'Is everything there that is needed to serve?',
      security: [],
      responses: {
        '200': answer('Ready; degraded when something that is not required is away', 'Readiness'),
        '503': answer('Not ready, or stopping', 'Readiness', downNow),
      },
    },
  },
  '/health': {
    get: {
      operationId: 'getHealth',
      tags: ['Health'],
      summary: 'State, version and uptime',
      description: 'With the token of an administrator, or the metrics token, the single checks as well.',
      security: [{}, { bearerAuth: [] }],
      responses: {
        '200': answer('Serving', 'Health'),
        '503': answer('Something required is away', 'Health', { status: 'down', version: '0.1.0', uptimeSeconds: 3600 }),
      },
    },
  },
};
