import { type CacheFamily, cacheFamily, type FamilyRules, type KeyParameters, type ParameterNames } from './cache-family.js';
import type { LoadingCache, Wanted } from './loading-cache.js';

/** What an object has whose methods are cached. */
export interface HasCache {
  readonly cache: LoadingCache;
}

/** The rules of the family that the pattern and the time make. `version`: 1 unless it is given. */
export interface CachedRules<P> extends Omit<FamilyRules<P, unknown>, 'ttlSeconds' | 'version'>, Pick<Wanted, 'consistency'> {
  readonly version?: number;
}

/** Decorates methods of these arguments; all of them, so that none is forgotten in the key. */
type Decorator<A extends readonly unknown[], T = unknown> = [A] extends [never]
  ? (parametersDoNotFitThePattern: never) => void
  : <B extends A, R extends T | undefined>(
      target: HasCache,
      name: string | symbol,
      descriptor: TypedPropertyDescriptor<Method<[...B], R>>,
    ) => void;
type Method<A extends unknown[], R> = (...args: A) => Promise<R>;

/** Exactly what the pattern names: a parameter that is not in the key would give one the answer of another. */
type Named<Pattern extends string, P, A extends readonly unknown[]> = [keyof P] extends [ParameterNames<Pattern>] ? A : never;

type OneOf<Pattern extends string> = Readonly<Record<ParameterNames<Pattern>, string>>;

/** The arguments of a method whose parameters need no mapping: none, or the one that the pattern names. */
type Plain<Pattern extends string, Names = ParameterNames<Pattern>> = [Names] extends [never]
  ? []
  : IsUnion<Names> extends true
    ? never
    : [string];
type IsUnion<T, Whole = T> = T extends unknown ? ([Whole] extends [T] ? false : true) : never;

type Mapping = (...args: unknown[]) => unknown;

/**
 * Keeps what a method answers in the `cache` of its object, see LoadingCache; the method is then the load.
 *
 *     @Cached('user:profile:{userId}', 300, (userId: string) => ({ userId }), { tags: ({ userId }) => [cacheTags.user(userId)] })
 *     @Cached('user:profile:{userId}', 300)        // a method of one text, for a pattern of one name
 *     @Cached(profiles, (userId: string) => ({ userId }))   // in a family that is declared elsewhere
 *
 * The mapping takes all arguments of the method and gives all names of the pattern; what does not fit does not compile. A
 * pattern belongs to one method: two methods of one pattern would share their answers. `undefined` is kept for
 * `negativeSeconds`, an error never. Inside a transaction the method itself is called.
 */
export function Cached<P, T, A extends readonly unknown[]>(
  family: CacheFamily<P, T>,
  parameters: (...args: A) => P,
  wanted?: Pick<Wanted, 'consistency'>,
): Decorator<A, T>;
export function Cached<const Pattern extends string, A extends readonly unknown[], P extends KeyParameters<Pattern>>(
  pattern: Pattern,
  ttlSeconds: number,
  parameters: (...args: A) => P,
  rules?: CachedRules<P>,
): Decorator<Named<Pattern, P, A>>;
export function Cached<const Pattern extends string>(
  pattern: Pattern,
  ttlSeconds: number,
  rules?: CachedRules<OneOf<Pattern>>,
): Decorator<Plain<Pattern>>;
export function Cached(
  what: CacheFamily<never, unknown> | string,
  mappingOrTime: Mapping | number,
  third: Mapping | CachedRules<never> = {},
  fourth: CachedRules<never> = {},
): object {
  if (typeof what !== 'string') {
    return decorator(what as CacheFamily<unknown, unknown>, mappingOrTime as Mapping, third as CachedRules<never>);
  }
  const [mapping, rules] = typeof third === 'function' ? [third, fourth] : [soleParameter(what), third];
  const family: CacheFamily<KeyParameters<string>, unknown> = cacheFamily<unknown>()(what, {
    version: 1,
    ...(rules as CachedRules<unknown>),
    ttlSeconds: mappingOrTime as number,
  });
  return decorator(family as CacheFamily<unknown, unknown>, mapping, rules);
}

function soleParameter(pattern: string): Mapping {
  const name = /\{(\w+)\}/.exec(pattern)?.[1];
  return (argument) => (name === undefined ? {} : { [name]: argument });
}

function decorator(
  family: CacheFamily<unknown, unknown>,
  mapping: Mapping,
  { consistency }: Pick<Wanted, 'consistency'>,
): Decorator<unknown[]> {
  const wanted = consistency ? { consistency } : {};
  return <B extends unknown[], R>(
    _target: HasCache,
    name: string | symbol,
    descriptor: TypedPropertyDescriptor<Method<B, R>>,
  ) => {
    const method = descriptor.value;
    if (!method) throw new TypeError(`Cached: ${String(name)} is no method`);
    descriptor.value = async function (this: HasCache, ...args: B): Promise<R> {
      const { value } = await this.cache.getOrLoad(family, mapping(...args), () => method.apply(this, args), wanted);
      return value as R;
    };
  };
}
