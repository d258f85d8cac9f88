import type supertest from 'supertest';
import type { Route } from '../../../../src/adapters/http/routes.js';
import type { Call } from './operations.js';
import type { Caller, World } from './world.js';

/** Calls an operation (`get /posts/:id`) as one of the callers. */
export async function ask(world: World, name: string, call: Call, caller: Caller): Promise<supertest.Response> {
  const { http, application } = world.app;
  const route = application.http.routes.find((one) => `${one.method} ${one.path}` === name);
  const authorization = await world.authorizationOf(caller, route?.spec.apiKeyScope);
  const method = name.split(' ')[0] as Route['method'];
  const request = http[method]((route ? application.config.http.apiPrefix : '') + call.path);
  if (authorization !== undefined) void request.set('authorization', authorization);
  if (call.file) return request.attach(call.file.field, call.file.data, 'photo.jpg');
  return call.body ? request.send(call.body) : request;
}
