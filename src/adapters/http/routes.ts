import { getControllerMetadata, getControllerMethodMetadata } from './controller-metadata.js';
import type { Call, SharedCall } from './call.js';
import { endpointSpec, type EndpointSpec, type SharedInput } from './endpoint.js';

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';
export type ControllerClass = new (...args: never[]) => object;

/** One endpoint, ready to be mounted. `path` is Express's pattern below the API prefix. */
export interface Route {
  readonly method: Method;
  readonly path: string;
  readonly name: string;
  readonly spec: EndpointSpec;
  /** See RouteCache. */
  readonly furtherTags?: (input: SharedInput) => Promise<readonly string[]>;
  readonly handle: (call: Call | SharedCall) => Promise<unknown>;
}

/**
 * The decorated routes of a controller, in declaration order. The library would make a child container and a controller for every request;
 * we resolve the controller once and register its methods ourselves.
 */
export function routesOf(Controller: ControllerClass, instance: object): Route[] {
  const base = getControllerMetadata(Controller).path;
  return getControllerMethodMetadata(Controller).map(({ method, path, key }) => {
    const spec = endpointSpec(Controller.prototype as object, key);
    if (!spec) throw new Error(`${Controller.name}.${key} declares no @endpoint: who may call it?`);
    const handler = (instance as Record<string, Route['handle']>)[key];
    if (!handler) throw new Error(`${Controller.name}.${key} is not a method`);
    const furtherTags = spec.cache?.furtherTags;
    return {
      ...(furtherTags ? { furtherTags: (input: SharedInput) => furtherTags(instance as never, input as never) } : {}),
      method: method as Method,
      path: `${base}${path}`.replace(/(.)\/$/, '$1'),
      name: `${Controller.name}.${key}`,
      spec,
      handle: handler.bind(instance),
    };
  });
}
