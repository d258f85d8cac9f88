import 'reflect-metadata';
import type Joi from 'joi';
import type { ApiKeyScope } from '../../core/api-keys/index.js';
import type { DomainError, ErrorCode } from '../../core/kernel/index.js';
import type { PolicyName } from '../../core/security/index.js';
import type { Call, MemberCall, SharedCall, SpokenCall, ViewerCall } from './call.js';

/**
 * Who may call. `public`: anyone, tokens are not looked at. `optional`: anyone, but a token that is sent must be good. `member`: signed in.
 * `staff`: MODERATOR or ADMIN. `admin`: ADMIN.
 */
export type Access = 'public' | 'optional' | 'member' | 'staff' | 'admin';

type LimitName = Exclude<PolicyName, 'global'>;

/** The success envelope: `one` = data object, `list` = data array, `page` = data array with meta, `nothing` = data null. */
export interface Answer {
  readonly status: 200 | 201;
  readonly shape: 'one' | 'list' | 'page' | 'nothing';
  /** Name of the component schema of (an item of) the data. */
  readonly schema?: string;
}

/** What an answer is made of, as the schemas made it: nothing else may decide what is in it. */
export interface SharedInput<P = unknown, Q = unknown> {
  readonly params: P;
  readonly query: Q;
}

/**
 * One answer for everybody who asks for the same, kept until it is too old or one of its tags is ended (see CacheFamily, whose times and tags
 * these are). On `optional` endpoints those who are signed in are answered past it.
 */
export interface RouteCache<P = never, Q = never> {
  readonly ttlSeconds: number;
  readonly tags: (input: SharedInput<P, Q>) => readonly string[];
  /**
   * Tags that the address does not tell; `controller` is the one of the route. Where they may change for an address, one of `tags` must end
   * with every change.
   */
  readonly furtherTags?: (controller: never, input: SharedInput<P, Q>) => Promise<readonly string[]>;
  readonly softTags?: (input: SharedInput<P, Q>) => readonly string[];
  /** See FamilyRules. Default 0. */
  readonly staleWhileRevalidateSeconds?: number;
  /** How old the answer may get after one of its soft tags ended; 5 when left out. */
  readonly softSeconds?: number;
  /** The answer depends on `Accept-Language`. */
  readonly language?: true;
  /** That there is no such thing is kept as well, for so long. */
  readonly missing?: { readonly error: new () => DomainError; readonly seconds: number };
  /** Caches between us and the reader may answer for so long without asking; left out, they ask every time. */
  readonly publicMaxAgeSeconds?: number;
}

export type SpokenRouteCache<P = never, Q = never> = RouteCache<P, Q> & { readonly language: true };

interface CommonSpec {
  readonly access: Access;
  /** What an API key must be made for to call this, besides what `access` asks of its owner. Left out, no key may. */
  readonly apiKeyScope?: ApiKeyScope;
  readonly params?: Joi.ObjectSchema;
  readonly query?: Joi.ObjectSchema;
  readonly body?: Joi.ObjectSchema;
  /** A list in parts: adds `page`, `limit` and `cursor` to the query. */
  readonly page?: { readonly defaultLimit: number };
  /** A multipart body with files in this field. Where they are optional, the body may be JSON instead. */
  readonly upload?: { readonly field: string; readonly maxFiles: number; readonly maxBytes: number; readonly optional?: boolean };
  /** What counts its calls besides `global`: one policy, or several in this order. */
  readonly limit?: LimitName | readonly LimitName[];
  readonly answer: Answer;
  /**
   * Whether a call may carry an `Idempotency-Key` (those of guests never). Left out, that is where something is created: where the answer is 201.
   * What is asked for must then be written in TransactionRunner.run, see AnswerOnce.
   */
  readonly idempotencyKey?: boolean;
  /** What can go wrong besides what every endpoint shares. */
  readonly errors?: readonly ErrorCode[];
}

export interface OwnSpec extends CommonSpec {
  readonly cache?: undefined;
}

/** An endpoint with shared answers: a read that anybody may make, and that no limit of its own counts. */
export interface SharedSpec extends CommonSpec {
  readonly access: 'public' | 'optional';
  readonly cache: RouteCache;
  readonly body?: undefined;
  readonly upload?: undefined;
  readonly limit?: undefined;
  readonly answer: Answer & { readonly status: 200 };
}

export type EndpointSpec = OwnSpec | SharedSpec;

type SharedCallOf<C extends RouteCache, A> =
  C extends RouteCache<infer P, infer Q>
    ? (C extends { readonly language: true } ? SpokenCall<P, Q> : SharedCall<P, Q>) &
        (A extends 'public' ? unknown : ViewerCall<P, Q>)
    : never;

/** What the method of an endpoint may ask for. */
type CallOf<S> = S extends { readonly access: infer A; readonly cache: infer C extends RouteCache }
  ? SharedCallOf<C, A>
  : S extends { readonly access: 'public' | 'optional' }
    ? Call<never, never, never>
    : MemberCall<never, never, never>;

type MethodDecoratorOf<S> = <M extends (call: CallOf<S>) => Promise<unknown>>(
  target: object,
  property: string | symbol,
  descriptor: TypedPropertyDescriptor<M>,
) => void;

const specKey = Symbol('endpoint');

/**
 * Declares an endpoint beside its route decorator. A route without it is refused at start: nothing is open by omission. Does not compile on a
 * method that asks for a caller where there may be none, or where the answer is shared.
 */
export function endpoint<const S extends EndpointSpec>(spec: S): MethodDecoratorOf<S> {
  return (target, property) => {
    Reflect.defineMetadata(specKey, spec, target, property);
  };
}

export function endpointSpec(prototype: object, property: string): EndpointSpec | undefined {
  return Reflect.getMetadata(specKey, prototype, property) as EndpointSpec | undefined;
}
