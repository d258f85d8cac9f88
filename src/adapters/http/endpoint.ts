import 'reflect-metadata';
import type Joi from 'joi';
import type { ErrorCode } from '../../core/kernel/index.js';

/**
 * Who may call. `public`: anyone, tokens are not looked at. `optional`: anyone, but a token that is sent must be good. `member`: signed in.
 * `staff`: MODERATOR or ADMIN. `admin`: ADMIN.
 */
export type Access = 'public' | 'optional' | 'member' | 'staff' | 'admin';

/** Which extra limit counts calls, besides the global one. `auth` counts by e-mail and address, the others by person or address. */
export type LimitName = 'auth' | 'upload' | 'search';

/** The success envelope: `one` = data object, `list` = data array, `page` = data array with meta, `nothing` = data null. */
export interface Answer {
  readonly status: 200 | 201;
  readonly shape: 'one' | 'list' | 'page' | 'nothing';
  /** Name of the component schema of (an item of) the data. */
  readonly schema?: string;
}

export interface EndpointSpec {
  readonly access: Access;
  readonly params?: Joi.ObjectSchema;
  readonly query?: Joi.ObjectSchema;
  readonly body?: Joi.ObjectSchema;
  /** A list in parts: adds `page`, `limit` and `cursor` to the query. */
  readonly page?: { readonly defaultLimit: number };
  /** A multipart body with files in this field. */
  readonly upload?: { readonly field: string; readonly maxFiles: number; readonly maxBytes: number };
  readonly limit?: LimitName;
  readonly answer: Answer;
  /** What can go wrong besides what every endpoint shares. */
  readonly errors?: readonly ErrorCode[];
}

const specKey = Symbol('endpoint');

/** Declares an endpoint beside its route decorator. A route without it is refused at start: nothing is open by omission. */
export function endpoint(spec: EndpointSpec): MethodDecorator {
  return (target, property) => {
    Reflect.defineMetadata(specKey, spec, target, property);
  };
}

export function endpointSpec(prototype: object, property: string): EndpointSpec | undefined {
  return Reflect.getMetadata(specKey, prototype, property) as EndpointSpec | undefined;
}
