/** Where an answer is found, in the one form that all ways of writing it share. */
export interface Address {
  /** From the root, encoded. */
  readonly path: string;
  /** The parameters that were given, as they were understood. */
  readonly query: Readonly<Record<string, string>>;
}

export type Values = Readonly<Record<string, unknown>>;

/** How a list is asked for stands last, in this order. */
const paging = ['page', 'limit', 'cursor'];

/**
 * The address of a request: Express's pattern filled with the checked path parameters, and of the checked query those that the caller gave, in
 * an order of ours. Letter case and a slash at the end of the path, the order and the spelling of parameters make no difference.
 */
export function addressOf(pattern: string, params: Values, given: object, query: Values): Address {
  const path = pattern.replace(/:([A-Za-z]+)/g, (_whole, name: string) => encodeURIComponent(textOf(params[name])));
  const filters = Object.keys(given).filter((name) => !paging.includes(name));
  const names = [...filters.sort(), ...paging.filter((name) => Object.hasOwn(given, name))];
  return { path, query: Object.fromEntries(names.map((name) => [name, textOf(query[name])])) };
}

export function addressText({ path, query }: Address): string {
  const text = new URLSearchParams(query).toString();
  return text === '' ? path : `${path}?${text}`;
}

const textOf = (value: unknown): string => (value instanceof Date ? value.toISOString() : String(value));
