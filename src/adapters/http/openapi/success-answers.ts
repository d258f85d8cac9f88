import type { Answer, EndpointSpec } from '../endpoint.js';
import { takesIdempotencyKey } from '../idempotency-key.js';
import { type ResponseObject, type Schema, schemaRef } from './document.js';
import { exampleOf } from './from-joi.js';
import { headerRefs } from './headers.js';

const counter = (description: string, example: number): Schema => ({ type: 'integer', minimum: 0, description, example });

/** Where in a list a page stands, beside its `data`. */
export const pageMetaSchema: Schema = {
  type: 'object',
  description: 'Which part of the list this is',
  required: ['page', 'limit', 'total', 'totalPages', 'nextCursor'],
  properties: {
    page: { type: 'integer', minimum: 1, description: 'The page as asked, from 1', example: 1 },
    limit: { type: 'integer', minimum: 1, maximum: 100, description: 'Items a page, as asked', example: 20 },
    total: counter('How many there are in all', 2),
    totalPages: counter('total / limit, rounded up; 0 when there is nothing', 1),
    nextCursor: {
      type: 'string',
      nullable: true,
      description: 'Send it as `cursor` to continue exactly after the last item; null at the end',
      example: null,
    },
  },
  additionalProperties: false,
  example: { page: 1, limit: 20, total: 1, totalPages: 1, nextCursor: null },
};

/** Names of the envelope components: `UserResponse`, `UserListResponse`, `UserPageResponse`, `EmptyResponse`. */
const suffix = { one: 'Response', list: 'ListResponse', page: 'PageResponse' } as const;

function envelope(data: Schema, example: unknown, withMeta: boolean): Schema {
  return {
    type: 'object',
    required: withMeta ? ['success', 'data', 'meta'] : ['success', 'data'],
    properties: {
      success: { type: 'boolean', enum: [true] },
      data,
      ...(withMeta ? { meta: schemaRef('PageMeta') } : {}),
    },
    additionalProperties: false,
    example: { success: true, data: example, ...(withMeta ? { meta: pageMetaSchema.example } : {}) },
  };
}

const emptyEnvelope: Schema = {
  type: 'object',
  required: ['success', 'data'],
  properties: {
    success: { type: 'boolean', enum: [true] },
    data: { type: 'object', nullable: true, enum: [null], description: 'Nothing to say' },
  },
  additionalProperties: false,
  example: { success: true, data: null },
};

/** The envelope of an answer, kept in `schemas` under its name. Throws a text that says what the endpoint lacks. */
export function envelopeOf({ shape, schema }: Answer, schemas: Map<string, Schema>): Schema {
  if (shape === 'nothing') {
    schemas.set('EmptyResponse', emptyEnvelope);
    return schemaRef('EmptyResponse');
  }
  if (schema === undefined) throw new Error('answers data, but its @endpoint names no answer.schema');
  const item = schemas.get(schema);
  if (!item) {
    throw new Error(`answers the schema ${schema}, which no <feature>.openapi.ts exports (and openapi/components.ts collects)`);
  }
  const name = `${schema}${suffix[shape]}`;
  const example = exampleOf(item, schemas);
  const ref = schemaRef(schema);
  const many = shape !== 'one';
  const data = many ? { type: 'array' as const, items: ref } : ref;
  if (!schemas.has(name)) schemas.set(name, envelope(data, many ? [example] : example, shape === 'page'));
  return schemaRef(name);
}

const meaning: Record<Answer['shape'], string> = {
  one: 'Done; what was asked for',
  list: 'The whole list',
  page: 'A part of the list',
  nothing: 'Done; there is nothing to say',
};

/** Of answers that many receive. */
const sharedHeaders = ['Cache-Control', 'Vary', 'Age', 'Cache-Status'];

/** What a call that worked is answered. */
export function successResponse(spec: EndpointSpec, isRead: boolean, schemas: Map<string, Schema>): ResponseObject {
  const { answer, cache } = spec;
  const schema = envelopeOf(answer, schemas);
  const extra = [
    ...(isRead ? ['ETag'] : []),
    ...(cache ? sharedHeaders : []),
    ...(answer.shape === 'page' ? ['Link'] : []),
    ...(takesIdempotencyKey(spec) ? ['Idempotency-Replayed'] : []),
  ];
  return {
    description: answer.status === 201 ? 'Created' : meaning[answer.shape],
    headers: headerRefs('RateLimit', 'RateLimit-Policy', ...extra),
    content: { 'application/json': { schema, example: exampleOf(schema, schemas) } },
  };
}

export const notModifiedResponse = ({ cache }: EndpointSpec): ResponseObject => ({
  description: 'You have it already: the content named in `If-None-Match` has not changed',
  headers: headerRefs('RateLimit', 'RateLimit-Policy', 'ETag', ...(cache ? sharedHeaders : [])),
});
