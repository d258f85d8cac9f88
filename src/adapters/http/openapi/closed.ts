import type { Schema } from './document.js';

/** An object with exactly these properties, all of them always there: what is absent is null. */
export function closed<P extends Readonly<Record<string, Schema>>>(properties: P, description: string, example: object) {
  return {
    type: 'object',
    description,
    additionalProperties: false,
    required: Object.keys(properties),
    properties,
    example,
  } as const;
}
