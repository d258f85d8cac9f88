import { type ErrorCode, errorCodes } from '../../../core/kernel/index.js';
import type { EndpointSpec } from '../endpoint.js';
import { statusByCode } from '../errors/status-by-code.js';
import { takesIdempotencyKey } from '../idempotency-key.js';
import { type Content, type Reference, type ResponseObject, type Schema, schemaRef } from './document.js';
import { headerRefs } from './headers.js';

const requestId = '019c0d3e-5b7a-7c1e-9d55-0a6f5e2c9b11';
const details: Partial<Record<ErrorCode, Record<string, string[]>>> = {
  VALIDATION_FAILED: { limit: ['must be less than or equal to 100'] },
  MALFORMED_CURSOR: { cursor: ['does not belong to this list'] },
};

const detailsSchema: Schema = {
  type: 'object',
  description: 'Every fault, by field',
  additionalProperties: { type: 'array', items: { type: 'string' } },
};

function exampleError(code: ErrorCode): object {
  return {
    success: false,
    error: { code, message: errorCodes[code], ...(details[code] ? { details: details[code] } : {}), requestId },
  };
}

function exampleProblem(code: ErrorCode): object {
  return {
    type: `urn:bikearea:error:${code}`,
    title: errorCodes[code],
    status: statusByCode[code],
    detail: errorCodes[code],
    instance: `urn:bikearea:request:${requestId}`,
    code,
    ...(details[code] ? { errors: details[code] } : {}),
    requestId,
  };
}

/** The two forms of a failure: the envelope, and RFC 9457 for those who accept `application/problem+json`. */
export const errorSchemas: Readonly<Record<string, Schema>> = {
  ErrorCode: {
    type: 'string',
    description: 'Stable: a code is never renamed or given another meaning. Branch on it, not on the message',
    enum: Object.keys(errorCodes),
    example: 'VALIDATION_FAILED',
  },
  ErrorResponse: {
    type: 'object',
    required: ['success', 'error'],
    properties: {
      success: { type: 'boolean', enum: [false] },
      error: {
        type: 'object',
        required: ['code', 'message', 'requestId'],
        properties: {
          code: schemaRef('ErrorCode'),
          message: { type: 'string', minLength: 1, description: 'One text that can be shown to a person' },
          details: detailsSchema,
          requestId: { type: 'string', description: 'Quote it when you report the failure' },
        },
        additionalProperties: false,
      },
    },
    additionalProperties: false,
    example: exampleError('VALIDATION_FAILED'),
  },
  Problem: {
    type: 'object',
    required: ['type', 'title', 'status', 'detail', 'code', 'requestId'],
    properties: {
      type: { type: 'string', format: 'uri' },
      title: { type: 'string', minLength: 1 },
      status: { type: 'integer', minimum: 400, maximum: 599 },
      detail: { type: 'string', minLength: 1 },
      instance: { type: 'string', format: 'uri' },
      code: schemaRef('ErrorCode'),
      errors: detailsSchema,
      requestId: { type: 'string' },
    },
    additionalProperties: false,
    example: exampleProblem('VALIDATION_FAILED'),
  },
};

/** What an endpoint can fail with: its own codes, and those that come with what it declares. */
export function errorCodesOf(spec: EndpointSpec): ErrorCode[] {
  const { access, body, upload, page, errors = [] } = spec;
  const codes = new Set<ErrorCode>(['VALIDATION_FAILED', 'MALFORMED_REQUEST']);
  if (page) codes.add('MALFORMED_CURSOR');
  if (body && (!upload || upload.optional)) codes.add('MALFORMED_JSON');
  if (body || upload) codes.add('PAYLOAD_TOO_LARGE').add('UNSUPPORTED_MEDIA_TYPE');
  if (access !== 'public') codes.add('UNAUTHENTICATED').add('API_KEY_SCOPE_MISSING');
  if (access === 'staff' || access === 'admin') codes.add('FORBIDDEN');
  if (takesIdempotencyKey(spec)) codes.add('IDEMPOTENCY_KEY_IN_USE').add('IDEMPOTENCY_KEY_REUSED');
  for (const code of errors) codes.add(code);
  return [...codes.add('RATE_LIMITED').add('INTERNAL_ERROR').add('SERVICE_UNAVAILABLE')];
}

const pascal = (code: string): string =>
  code.toLowerCase().replace(/(?:^|_)([a-z])/g, (_all, letter: string) => letter.toUpperCase());

/** A failure restricted to the codes that come with this status. */
const limitedTo = (name: string, codes: readonly ErrorCode[], at: (code: Schema) => Schema): Schema => ({
  allOf: [schemaRef(name), at({ type: 'string', enum: codes })],
});

function contentFor(codes: readonly ErrorCode[]): Content {
  const inside = (properties: Record<string, Schema>): Schema => ({ type: 'object', properties });
  const examples = (example: (code: ErrorCode) => object): Record<string, { value: object }> =>
    Object.fromEntries(codes.map((code) => [code, { value: example(code) }]));
  return {
    'application/json': {
      schema: limitedTo('ErrorResponse', codes, (code) => inside({ error: inside({ code }) })),
      examples: examples(exampleError),
    },
    'application/problem+json': {
      schema: limitedTo('Problem', codes, (code) => inside({ code })),
      examples: examples(exampleProblem),
    },
  };
}

/** Limits stand on every answer; they are named where they matter. */
function headersFor(status: number, codes: readonly ErrorCode[]): Record<string, Reference> {
  if (status === 401) return headerRefs('WWW-Authenticate');
  if (status === 429) return headerRefs('RateLimit', 'RateLimit-Policy', 'Retry-After');
  return status === 503 || codes.includes('IDEMPOTENCY_KEY_IN_USE') ? headerRefs('Retry-After') : headerRefs();
}

/** The failures of an endpoint by status. Each set of codes is one component in `responses`, shared by all endpoints that have it. */
export function errorResponses(spec: EndpointSpec, responses: Map<string, ResponseObject>): Record<string, Reference> {
  const byStatus = new Map<number, ErrorCode[]>();
  for (const code of errorCodesOf(spec)) byStatus.set(statusByCode[code], [...(byStatus.get(statusByCode[code]) ?? []), code]);
  const entries = [...byStatus].map(([status, unsorted]) => {
    const codes = [...unsorted].sort();
    const name = codes.map(pascal).join('Or');
    if (!responses.has(name)) {
      const description = codes.map((code) => `\`${code}\`: ${errorCodes[code]}`).join('\n\n');
      responses.set(name, { description, headers: headersFor(status, codes), content: contentFor(codes) });
    }
    return [String(status), { $ref: `#/components/responses/${name}` }] as const;
  });
  return Object.fromEntries(entries);
}
