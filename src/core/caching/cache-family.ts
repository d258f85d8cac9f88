/** The names between braces. */
export type ParameterNames<Pattern extends string> = Pattern extends `${string}{${infer Name}}${infer Rest}`
  ? Name | ParameterNames<Rest>
  : never;

/** What a key is made of: one text (or number) for each `{name}` of the pattern. */
export type KeyParameters<Pattern extends string> = Readonly<Record<ParameterNames<Pattern>, string | number>>;

/** How a value becomes the text that is kept, and back. */
export interface ValueCodec<T> {
  encode(value: T): string;
  /** Throws for a text that it did not make. */
  decode(text: string): T;
  /** Whether decoded values are never changed by anybody, so that all readers of this process may share one. */
  readonly immutable: boolean;
}

export interface FamilyRules<P, T> {
  /** How long a value is fresh; each lives up to a tenth shorter, so that values made together do not end together. */
  readonly ttlSeconds: number;
  /** To be raised when the shape of the value changes: what an older version kept is then a miss. */
  readonly version: number;
  /** What makes a value of these parameters wrong at once. */
  readonly tags?: (parameters: P) => readonly string[];
  /** What makes it merely a little old: after such a change it is fresh for `softSeconds` from its load, no longer for `ttlSeconds`. */
  readonly softTags?: (parameters: P) => readonly string[];
  readonly softSeconds?: number;
  /** How long `undefined` ("there is none") is kept; 0, the default: not at all. */
  readonly negativeSeconds?: number;
  /**
   * For how long after its time, or after `softSeconds` where a soft tag changed, a value is still served, while it is loaded anew in the
   * background. Default 0. Without `softSeconds` a soft tag ends it at once.
   */
  readonly staleWhileRevalidateSeconds?: number;
  /** For how long after its time a value is served when it cannot be loaded anew. Default 0. Never what was invalidated. */
  readonly staleIfErrorSeconds?: number;
  readonly codec?: ValueCodec<T>;
}

/** A kind of cached value: its keys, how long it lives, what ends it. Its name is the label of its figures. */
export interface CacheFamily<P, T> extends FamilyRules<P, T> {
  readonly name: string;
  readonly pattern: string;
  key(parameters: P): string;
}

/** The pattern without its parameters. */
export const familyName = (pattern: string): string => pattern.replaceAll(/:?\{\w+\}/g, '');

/**
 * Declares a family: `cacheFamily<Profile>()('user:profile:{userId}', { ttlSeconds: 300, version: 1 })` has keys of `{ userId }`. The name is the
 * pattern without its parameters. Parameters are written so that no two keys collide, whatever they hold; for that there must be
 * a colon between two of them (otherwise TypeError).
 */
export function cacheFamily<T>() {
  return <const Pattern extends string>(
    pattern: Pattern,
    rules: FamilyRules<KeyParameters<Pattern>, T>,
  ): CacheFamily<KeyParameters<Pattern>, T> => ({
    ...rules,
    pattern,
    name: familyName(pattern),
    key: keyMaker(pattern),
  });
}

function keyMaker(pattern: string): (parameters: Readonly<Record<string, string | number>>) => string {
  const parts = pattern.split(/\{(\w+)\}/);
  const between = parts.filter((_part, i) => i % 2 === 0).slice(1, -1);
  if (!between.every((text) => text.includes(':')))
    throw new TypeError(`${pattern}: there must be a colon between two parameters`);
  return (parameters) => parts.map((part, i) => (i % 2 === 0 ? part : written(String(parameters[part])))).join('');
}

/** Without a colon, and never the same for two texts: `%u` stands for half a surrogate pair, which encodeURIComponent refuses. */
function written(text: string): string {
  if (text.isWellFormed()) return encodeURIComponent(text);
  return Array.from(text, (c) => (c.isWellFormed() ? encodeURIComponent(c) : `%u${c.charCodeAt(0).toString(16)}`)).join('');
}
