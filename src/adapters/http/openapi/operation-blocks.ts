import path from 'node:path';
import swaggerJsdoc from 'swagger-jsdoc';

/** What a controller says about one operation in its `@openapi` comment; everything else comes from its @endpoint. */
export interface OperationBlock {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly summary: string;
  readonly description?: string;
}

/** Blocks by `get /listings/{id}`: path below the API prefix. */
export type OperationBlocks = ReadonlyMap<string, OperationBlock>;

/** The controllers of the product, beside this folder: sources in development and tests, compiled files in production. */
export const controllerFiles: readonly string[] = [path.join(import.meta.dirname, '../*/*.controller.{ts,js}')];

const methods = new Set(['get', 'post', 'put', 'patch', 'delete']);
const allowedKeys = new Set(['operationId', 'tags', 'summary', 'description']);

export interface ReadBlocks {
  readonly blocks: OperationBlocks;
  readonly faults: readonly string[];
}

/** Comments do not change while the process runs: each list of files is read once. */
const known = new Map<string, ReadBlocks>();

/** Reads the `@openapi` comments of these files (globs allowed). Throws when one is not YAML; other faults are returned. */
export function readOperationBlocks(files: readonly string[]): ReadBlocks {
  const key = files.join('\n');
  const read = known.get(key) ?? parse(files);
  known.set(key, read);
  return read;
}

function parse(files: readonly string[]): ReadBlocks {
  const { paths } = swaggerJsdoc({
    failOnErrors: true,
    definition: { openapi: '3.0.3', info: { title: 'blocks', version: '0' } },
    apis: [...files],
  }) as { paths: Record<string, unknown> };
  const blocks = new Map<string, OperationBlock>();
  const faults: string[] = [];
  for (const [at, item] of Object.entries(paths)) {
    if (!at.startsWith('/') || !isRecord(item)) {
      faults.push(`an @openapi block starts with "${at}" instead of a path such as /listings/{id}`);
      continue;
    }
    for (const [method, block] of Object.entries(item)) {
      const name = `${method} ${at}`;
      const fault = methods.has(method) ? faultOf(block) : 'is not a method';
      if (fault) faults.push(`the @openapi block of ${name}: ${fault}`);
      else blocks.set(name, block as OperationBlock);
    }
  }
  return { blocks, faults };
}

function faultOf(block: unknown): string | undefined {
  if (!isRecord(block)) return 'is empty';
  const foreign = Object.keys(block).filter((key) => !allowedKeys.has(key));
  if (foreign.length > 0) return `says ${foreign.join(', ')}, which is generated from @endpoint`;
  const { operationId, tags, summary, description } = block;
  if (typeof operationId !== 'string' || !/^[a-z][A-Za-z0-9]+$/.test(operationId)) return 'needs an operationId in camelCase';
  if (!Array.isArray(tags) || tags.length !== 1 || typeof tags[0] !== 'string') return 'needs exactly one tag';
  if (typeof summary !== 'string' || summary.trim() === '') return 'needs a summary';
  if (description !== undefined && typeof description !== 'string') return 'has a description that is not text (quote it)';
  return undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
