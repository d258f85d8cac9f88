import type Joi from 'joi';
import type { EndpointSpec } from '../endpoint.js';
import { idempotencyHeader, takesIdempotencyKey } from '../idempotency-key.js';
import { pagedQuery } from '../pagination.js';
import type { Route } from '../routes.js';
import { writtenSchemas } from './components.js';
import { describeApi, type DemoLogin, tags } from './description.js';
import {
  type OpenApiDocument,
  OpenApiFaults,
  type Operation,
  type Parameter,
  type ResponseObject,
  type Schema,
  type Schemas,
} from './document.js';
import { errorResponses } from './error-answers.js';
import { parametersOf, requestBodyOf } from './from-joi.js';
import { headers } from './headers.js';
import { healthPaths } from './health-paths.js';
import { controllerFiles, type OperationBlock, readOperationBlocks } from './operation-blocks.js';
import { notModifiedResponse, successResponse } from './success-answers.js';

/** What a feature outside the product's own folders brings along to be documented. */
export interface ExtraOpenApi {
  /** Files (globs allowed) with `@openapi` blocks. */
  readonly files: readonly string[];
  readonly schemas: Schemas;
}

export interface OpenApiOptions {
  /** Every route that has to be documented. */
  readonly routes: readonly Route[];
  readonly version: string;
  /** Absolute address of the server, without the API prefix. */
  readonly publicUrl: string;
  /** `/api/v1` */
  readonly apiPrefix: string;
  readonly demoLogins?: readonly DemoLogin[];
  readonly extra?: readonly ExtraOpenApi[];
}

interface Collected {
  readonly schemas: Map<string, Schema>;
  readonly responses: Map<string, ResponseObject>;
}

/**
 * The OpenAPI 3.0.3 document of these routes: words from the `@openapi` comments, everything else from each route's @endpoint, so that it
 * cannot say other than what is served. Throws OpenApiFaults, with all of them, when a route has no block, a block no route, an answer no
 * schema, or an operationId comes twice.
 */
export function buildOpenApi({ routes, version, publicUrl, apiPrefix, demoLogins, extra = [] }: OpenApiOptions): OpenApiDocument {
  const { blocks, faults: blockFaults } = readOperationBlocks([...controllerFiles, ...extra.flatMap(({ files }) => files)]);
  const collected: Collected = { schemas: writtenSchemas(extra.map(({ schemas }) => schemas)), responses: new Map() };
  const faults = [...blockFaults];
  const operations = new Map<string, Record<string, Operation>>();
  const unused = new Set(blocks.keys());
  for (const route of routes) {
    const path = documentPath(route.path);
    const name = `${route.method} ${path}`;
    const block = blocks.get(name);
    unused.delete(name);
    if (!block) {
      faults.push(`${route.name} has no @openapi block for ${name}`);
      continue;
    }
    try {
      const operation = withLogin(operationOf(route, block, collected), demoLogins?.[0]);
      operations.set(apiPrefix + path, { ...operations.get(apiPrefix + path), [route.method]: operation });
    } catch (error) {
      faults.push(`${route.name} (${name}) ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  for (const name of unused) faults.push(`the @openapi block of ${name} describes no route`);
  faults.push(...repeatedIds([...operations.values()].flatMap((item) => Object.values(item))));
  if (faults.length > 0) throw new OpenApiFaults(faults);
  return {
    openapi: '3.0.3',
    info: { title: 'Bike Area API', version, description: describeApi(apiPrefix, demoLogins) },
    servers: [{ url: publicUrl, description: 'This server' }],
    tags,
    paths: { ...Object.fromEntries(operations), ...healthPaths },
    components: {
      schemas: Object.fromEntries(collected.schemas),
      responses: Object.fromEntries(collected.responses),
      headers,
      securitySchemes: {
        bearerAuth: {
          type: 'http',
          scheme: 'bearer',
          description:
            'The access token that signing in answers (a JWT; it lives 15 minutes, and no longer than its session), or an API key (`bka_…`) where an operation names a scope for it.',
        },
      },
    },
  };
}

/** Express's `/users/:id` as OpenAPI's `/users/{id}`. */
export const documentPath = (path: string): string => path.replace(/:([A-Za-z]+)/g, '{$1}');

const callers: Record<EndpointSpec['access'], string> = {
  public: 'anyone',
  optional: 'anyone; a token that is sent must be good, and fills in what concerns its owner',
  member: 'people who are signed in',
  staff: 'moderators and administrators',
  admin: 'administrators',
};

function security(access: EndpointSpec['access']): Operation['security'] {
  if (access === 'public') return [];
  return access === 'optional' ? [{}, { bearerAuth: [] }] : [{ bearerAuth: [] }];
}

function describe({ access, limit, apiKeyScope }: EndpointSpec, block: OperationBlock): string {
  const limited = limit ? `\n\n**Limit:** \`${limit}\`, besides the global one.` : '';
  const scope = apiKeyScope ? `\n\n**API keys:** with the scope \`${apiKeyScope}\`.` : '';
  return `${block.description?.trim() ?? ''}\n\n**Who may call:** ${callers[access]}.${scope}${limited}`.trim();
}

const idempotencyParameter: Parameter = {
  name: idempotencyHeader,
  in: 'header',
  required: false,
  description:
    'A text of your choice, best a UUID, new for every call you mean. Sent again within 24 hours with the same content, it is answered as the first time and nothing is done twice',
  schema: { type: 'string', minLength: 1, maxLength: 255, pattern: '^[!-~]+$' },
  example: '8e03978e-40d5-43dd-bc93-6894a57f9324',
};

function operationOf({ method, spec }: Route, block: OperationBlock, { schemas, responses }: Collected): Operation {
  const query: Joi.ObjectSchema | undefined = spec.page ? pagedQuery(spec.page.defaultLimit, spec.query) : spec.query;
  const parameters = [
    ...(spec.params ? parametersOf(spec.params, 'path', schemas) : []),
    ...(query ? parametersOf(query, 'query', schemas) : []),
    ...(takesIdempotencyKey(spec) ? [idempotencyParameter] : []),
  ];
  const requestBody = requestBodyOf(spec, schemas);
  const isRead = method === 'get';
  return {
    operationId: block.operationId,
    tags: block.tags,
    summary: block.summary,
    description: describe(spec, block),
    security: security(spec.access),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(requestBody ? { requestBody } : {}),
    responses: {
      [String(spec.answer.status)]: successResponse(spec, isRead, schemas),
      ...(isRead ? { '304': notModifiedResponse(spec) } : {}),
      ...errorResponses(spec, responses),
    },
  };
}

/** Signing in with Try it out works as it stands, where demo people are. */
function withLogin(operation: Operation, login: DemoLogin | undefined): Operation {
  const json = operation.requestBody?.content['application/json'];
  if (!login || operation.operationId !== 'login' || !operation.requestBody || !json) return operation;
  const example = { email: login.email, password: login.password };
  return { ...operation, requestBody: { ...operation.requestBody, content: { 'application/json': { ...json, example } } } };
}

function repeatedIds(operations: readonly Operation[]): string[] {
  const seen = new Set<string>();
  const repeated = new Set<string>();
  for (const { operationId } of operations) (seen.has(operationId) ? repeated : seen).add(operationId);
  return [...repeated].map((id) => `the operationId ${id} is used more than once`);
}
