import type Joi from 'joi';
import joiToSwagger from 'joi-to-swagger';
import type { EndpointSpec } from '../endpoint.js';
import { type Content, type Parameter, type Schema } from './document.js';

/** joi-to-swagger's word for several examples, which OpenAPI 3.0 does not know. */
interface Converted extends Schema {
  readonly examples?: readonly unknown[];
}

/**
 * A Joi schema as an OpenAPI schema. Mends two habits of joi-to-swagger 6: `examples` in a schema (3.0 knows one `example`), and the
 * flags of a regular expression left at the end of the pattern (`/^a$/i` becomes `^a$/`).
 */
function convert(schema: Joi.Schema, collected: Map<string, Schema>): Schema {
  const { swagger, components } = joiToSwagger.default(schema);
  for (const [name, component] of Object.entries(components?.schemas ?? {})) collected.set(name, mend(component as Converted));
  return mend(swagger as Converted);
}

function mend({ examples, ...schema }: Converted): Schema {
  const mended: Record<string, unknown> = { ...schema };
  if (examples && examples.length > 0) mended['example'] = examples[0];
  if (typeof schema['pattern'] === 'string') mended['pattern'] = schema['pattern'].replace(/(?<!\\)\/[dgimsuvy]*$/, '');
  if (schema.items) mended['items'] = mend(schema.items);
  if (schema.properties) mended['properties'] = mapValues(schema.properties, mend);
  for (const key of ['oneOf', 'anyOf', 'allOf']) {
    const alternatives = schema[key];
    if (Array.isArray(alternatives)) mended[key] = (alternatives as Schema[]).map(mend);
  }
  return mended;
}

function mapValues<A, B>(record: Readonly<Record<string, A>>, change: (value: A) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}

/** One parameter per key of the schema. `collected` receives component schemas named with `.meta({ className })`. */
export function parametersOf(schema: Joi.ObjectSchema, place: 'path' | 'query', collected: Map<string, Schema>): Parameter[] {
  const whole = convert(schema, collected);
  const object = whole.$ref === undefined ? whole : resolve(whole, collected);
  return Object.entries(object.properties ?? {}).map(([name, property]) => {
    const { description, example, ...rest } = property;
    return {
      name,
      in: place,
      required: place === 'path' || (object.required ?? []).includes(name),
      ...(description === undefined ? {} : { description }),
      schema: rest,
      ...(example === undefined ? {} : { example }),
    };
  });
}

function resolve({ $ref }: Schema, collected: ReadonlyMap<string, Schema>): Schema {
  return collected.get($ref?.split('/').at(-1) ?? '') ?? {};
}

/** A value that the schema accepts, made of the examples at its keys. Keys that are optional and have none are left out. */
export function exampleOf(schema: Schema, schemas: ReadonlyMap<string, Schema>): unknown {
  if (schema.$ref !== undefined) return exampleOf(resolve(schema, schemas), schemas);
  if (schema.example !== undefined) return schema.example;
  if (schema.default !== undefined) return schema.default;
  if (schema.enum) return schema.enum[0];
  if (schema.type === 'array') return schema.items ? [exampleOf(schema.items, schemas)].filter((item) => item !== undefined) : [];
  if (schema.type !== 'object') return undefined;
  const entries = Object.entries(schema.properties ?? {}).map(([key, property]) => [key, exampleOf(property, schemas)] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

export interface RequestBody {
  readonly required: boolean;
  readonly content: Content;
}

/** The body of an endpoint: JSON, or a multipart form whose file field is binary. */
export function requestBodyOf({ body, upload, errors }: EndpointSpec, collected: Map<string, Schema>): RequestBody | undefined {
  if (upload) {
    const fields = body ? inline(convert(body, collected), collected) : { type: 'object' as const, properties: {} };
    const file: Schema = { type: 'string', format: 'binary', description: `At most ${upload.maxBytes} bytes` };
    const field: Schema =
      upload.maxFiles === 1
        ? file
        : { type: 'array', items: file, maxItems: upload.maxFiles, description: `At most ${upload.maxFiles} files` };
    const mustHaveFile = !upload.optional && errors?.includes('FILE_MISSING');
    const required = [...(fields.required ?? []), ...(mustHaveFile ? [upload.field] : [])];
    const schema: Schema = {
      type: 'object',
      ...(required.length > 0 ? { required } : {}),
      properties: { ...fields.properties, [upload.field]: field },
      additionalProperties: false,
    };
    const form = { 'multipart/form-data': { schema } };
    return { required: true, content: upload.optional && body ? { ...form, ...jsonOf(body, collected) } : form };
  }
  if (!body) return undefined;
  const schema = convert(body, collected);
  return { required: (inline(schema, collected).required ?? []).length > 0, content: jsonOf(body, collected) };
}

function jsonOf(body: Joi.ObjectSchema, collected: Map<string, Schema>): Content {
  const schema = convert(body, collected);
  return { 'application/json': { schema, example: exampleOf(schema, collected) } };
}

const inline = (schema: Schema, collected: ReadonlyMap<string, Schema>): Schema =>
  schema.$ref === undefined ? schema : resolve(schema, collected);
