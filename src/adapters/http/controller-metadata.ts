import 'reflect-metadata';

/**
 * What the decorators of inversify-express-utils leave on a class. Read here and nowhere else; a test fails when the library changes it.
 */
export interface ControllerMetadata {
  readonly path: string;
}

export interface ControllerMethodMetadata {
  readonly method: string;
  readonly path: string;
  readonly key: string;
}

export function getControllerMetadata(Controller: object): ControllerMetadata {
  const metadata = Reflect.getOwnMetadata('inversify-express-utils:controller', Controller) as ControllerMetadata | undefined;
  if (!metadata) throw new Error(`${(Controller as { name?: string }).name ?? 'class'} carries no @controller`);
  return metadata;
}

export function getControllerMethodMetadata(Controller: object): readonly ControllerMethodMetadata[] {
  return (Reflect.getOwnMetadata('inversify-express-utils:controller-method', Controller) ??
    []) as readonly ControllerMethodMetadata[];
}
