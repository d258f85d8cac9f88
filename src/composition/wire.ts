import type { Container } from 'inversify';

/** A class, abstract or not, standing for its instances: every port is its own token. */
export type Token<T> = abstract new (...args: never) => T;
type Tokens<A extends readonly unknown[]> = { [K in keyof A]: Token<A[K]> };

/**
 * Binds a class without decorators as a singleton: its constructor arguments come from the container, in the order of `deps`.
 * Does not compile when the order, the number or a type is wrong, or when the class is not what `as` promises.
 */
export function wire<T, A extends readonly unknown[]>(
  container: Container,
  Class: new (...args: [...A]) => T,
  deps: [...Tokens<A>],
  as: Token<T> = Class,
): void {
  container
    .bind<T>(as)
    .toDynamicValue(({ container: scope }) => new Class(...(deps.map((token) => scope.get(token as Token<unknown>)) as [...A])))
    .inSingletonScope();
}

/** Binds a port to an adapter made by a function: for adapters that take configuration besides ports. Made once, when first asked for. */
export function provide<T>(container: Container, port: Token<T>, make: (get: <D>(token: Token<D>) => D) => T): void {
  container
    .bind<T>(port)
    .toDynamicValue(({ container: scope }) => make((token) => scope.get(token)))
    .inSingletonScope();
}
