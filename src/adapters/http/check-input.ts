import type Joi from 'joi';
import { DomainError, type ErrorDetails } from '../../core/kernel/index.js';

const maxDepth = 20;
const maxEntries = 10_000;
const joiOptions: Joi.ValidationOptions = {
  abortEarly: false,
  convert: true,
  allowUnknown: false,
  errors: { wrap: { label: false } },
};
const poisonous = new Set(['__proto__', 'constructor', 'prototype']);

function refuse(details: ErrorDetails): never {
  const message = Object.entries(details)
    .map(([field, faults]) => faults.map((fault) => (fault.startsWith(field) ? fault : `${field}: ${fault}`)).join('; '))
    .join('; ');
  throw new DomainError('VALIDATION_FAILED', message, details);
}

function textFault(text: string): string | undefined {
  if (text.includes('\0')) return 'must not contain the NUL character';
  if (!text.isWellFormed()) return 'must be well-formed Unicode (a lone surrogate was found)';
  return undefined;
}

/**
 * Refuses what no schema should have to think of: NUL and lone surrogates (PostgreSQL cannot store them), keys that poison prototypes,
 * nesting and sizes that exhaust. Names the field.
 */
export function refuseHostile(value: unknown, field = 'body'): void {
  let entries = 0;
  const walk = (item: unknown, path: string, depth: number): void => {
    if (typeof item === 'string') {
      const fault = textFault(item);
      if (fault) refuse({ [path]: [fault] });
      return;
    }
    if (typeof item !== 'object' || item === null) return;
    if (depth > maxDepth) refuse({ [path]: [`must not be nested deeper than ${maxDepth} levels`] });
    for (const [key, child] of Object.entries(item)) {
      if (++entries > maxEntries) refuse({ [path]: [`must not hold more than ${maxEntries} values`] });
      if (poisonous.has(key) || textFault(key)) refuse({ [path]: ['holds a key that is not allowed'] });
      walk(child, depth === 0 ? key : `${path}.${key}`, depth + 1);
    }
  };
  walk(value, field, 0);
}

/** The value as the schema makes it (types coerced, defaults filled). Throws VALIDATION_FAILED with all faults by field. */
export function checkInput<T>(schema: Joi.ObjectSchema, value: unknown, field: string): T {
  const { value: checked, error } = schema.validate(value, joiOptions) as Joi.ValidationResult<T>;
  if (!error) return checked as T;
  // A field may be named as what every object has (`toString`).
  const details = new Map<string, string[]>();
  for (const { path, message } of error.details) {
    const name = path.join('.') || field;
    details.set(name, [...(details.get(name) ?? []), message]);
  }
  return refuse(Object.fromEntries(details));
}
