import { everything, type LoadingCache } from '../../src/core/caching/index.js';

/**
 * The world of a contract, in which every change ends all that is cached: it writes past the use cases, whose events do that in the product.
 * Members that answer at once are left alone.
 */
export function endingEverything<W extends object>(world: W, cache: () => LoadingCache): W {
  return new Proxy(world, {
    get(target, name): unknown {
      const member: unknown = Reflect.get(target, name, target);
      if (typeof member !== 'function') return member;
      return (...values: unknown[]): unknown => {
        const result: unknown = Reflect.apply(member, target, values);
        if (!(result instanceof Promise)) return result;
        return result.then(async (value: unknown) => {
          await cache().invalidate([everything]);
          return value;
        });
      };
    },
  });
}
