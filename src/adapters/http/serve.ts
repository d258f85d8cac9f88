import type { Request, RequestHandler, Response } from 'express';
import Joi from 'joi';
import { apiKeyPrefix } from '../../core/api-keys/index.js';
import { type SecurityEvents, suspicionIn } from '../../core/audit/index.js';
import type { AnswerOnce } from '../../core/idempotency/index.js';
import type { Actor, Page, PageRequest } from '../../core/kernel/index.js';
import { currentScope } from '../../core/observability/index.js';
import { type PolicyName, ratePolicies } from '../../core/security/index.js';
import { type Address, addressOf, type Values } from './address.js';
import { type ApiKeyDependencies, callerByKey } from './api-key-caller.js';
import { bypassed } from './cache-status.js';
import type { Call, SharedCall } from './call.js';
import { checkInput, refuseHostile } from './check-input.js';
import { clientAddress } from './client-address.js';
import type { CursorCodec } from './cursor-codec.js';
import type { EndpointSpec } from './endpoint.js';
import { RequestError } from './errors/request-error.js';
import { answerOnce, idempotencyKeyOf, takesIdempotencyKey } from './idempotency-key.js';
import { KeptAnswer, type Success } from './kept-answer.js';
import { languageOf } from './language.js';
import { countCall, type RateLimits } from './middleware/rate-limit.js';
import { readMultipart, type MultipartBody } from './multipart.js';
import { linksOf, pagedQuery, type PageQuery, pageMeta, pageRequestOf } from './pagination.js';
import { parseQuery } from './parse-query.js';
import { isJson, readJsonBody } from './read-body.js';
import { sendJson } from './respond.js';
import type { Route } from './routes.js';
import { familyNameOf, SharedAnswers, type SharedAnswersDependencies, variedBy } from './shared-answers.js';

export interface ServeDependencies extends SharedAnswersDependencies, ApiKeyDependencies {
  readonly authenticate: (accessToken: string) => Promise<Actor>;
  readonly once: Pick<AnswerOnce, 'execute'>;
  readonly events: Pick<SecurityEvents, 'note'>;
  readonly limits: RateLimits;
  readonly cursors: CursorCodec;
  readonly publicUrl: string;
  readonly uploadDirectory: string;
}

const nothing = Joi.object({});
const firstPage = { page: 1, limit: 1 };

/** Turns a declared endpoint into its Express handler: who is calling, limits, input, the call, the envelope. In that order. */
export function serve(route: Route, fullPath: string, deps: ServeDependencies): RequestHandler {
  const { spec } = route;
  const query = spec.page ? pagedQuery(spec.page.defaultLimit, spec.query) : spec.query;
  const limits = limitsOf(spec);
  const shared = spec.cache && new SharedAnswers(spec, fullPath, { ...deps, name: familyNameOf(route.path) }, route.furtherTags);
  const operation = `${route.method.toUpperCase()} ${route.path}`;
  const respond = async (req: Request, res: Response): Promise<void> => {
    res.locals['route'] = fullPath;
    let body: IncomingBody | undefined;
    try {
      const actor = await identify(req, res, spec, deps);
      await countCall(deps.limits, limits.early, { req, actor }, res);
      refuseHostile(req.params, 'path');
      const givenQuery = parseQuery(req.url);
      const suspicion = suspicionIn(givenQuery);
      if (suspicion) deps.events.note({ kind: 'security.suspicious-input', facts: { route: fullPath, ...suspicion } });
      refuseHostile(givenQuery, 'query');
      const checkedParams = checkedOrNothing(spec.params, req.params, 'path');
      const checkedQuery = checkedOrNothing(query, givenQuery, 'query');
      const key = actor && takesIdempotencyKey(spec) ? idempotencyKeyOf(req) : undefined;
      body = await readBody(req, res, spec, deps);
      await countCall(deps.limits, limits.late, { req, body: body.value }, res);
      const address = addressOf(fullPath, checkedParams as Values, givenQuery, checkedQuery as Values);
      const page = spec.page ? pageRequestOf(checkedQuery as PageQuery, address.path, deps.cursors) : firstPage;
      const language = languageOf(req);
      const success = async (call: Call | SharedCall): Promise<Success> =>
        successOf(spec, await route.handle(call), page, address, deps);
      const input = { params: checkedParams, query: checkedQuery, page };
      if (shared && !actor) {
        const spoken = shared.spoken ? { language } : {};
        await shared.answer(req, res, { ...input, address, ...spoken }, async () =>
          KeptAnswer.of(await success({ ...input, ...spoken })),
        );
        return;
      }
      const { files } = body;
      const caller = { actor, ip: clientAddress(req), userAgent: req.headers['user-agent']?.slice(0, 300), language };
      const call = { ...input, ...caller, body: body.value, files };
      if (key !== undefined && actor) {
        const work = async (): Promise<string> => JSON.stringify((await success(call)).body);
        const given = await answerOnce(deps.once, { personId: actor.userId, operation, key }, call, spec.answer.status, work);
        if (given.replayed) res.setHeader('idempotency-replayed', 'true');
        sendJson(req, res, given.status, given.body, true);
        return;
      }
      answer(req, res, spec, await success(call), actor !== undefined);
    } finally {
      if (body?.multipart) await body.multipart.discard();
    }
  };
  return (req, res, next) => {
    respond(req, res).catch(next);
  };
}

/** Policies that look at the body count once it is read and sound, the others before anything is read. */
function limitsOf({ limit = [] }: EndpointSpec): Readonly<Record<'early' | 'late', readonly PolicyName[]>> {
  const names = typeof limit === 'string' ? [limit] : limit;
  const late = names.filter((name) => ratePolicies[name] === 'sign-in');
  return { early: names.filter((name) => !late.includes(name)), late };
}

/** What has no schema must be empty; most often it is, and then there is nothing to check. */
function checkedOrNothing(schema: Joi.ObjectSchema | undefined, value: object, field: string): unknown {
  return !schema && Object.keys(value).length === 0 ? value : checkInput(schema ?? nothing, value, field);
}

async function identify(req: Request, res: Response, spec: EndpointSpec, deps: ServeDependencies): Promise<Actor | undefined> {
  const { access } = spec;
  if (access === 'public') return undefined;
  const { authorization } = req.headers;
  if (authorization === undefined) {
    if (access === 'optional') return undefined;
    throw new RequestError('UNAUTHENTICATED', 'Sign in first: send Authorization: Bearer <access token>');
  }
  const token = /^Bearer ([^\s]+)$/i.exec(authorization)?.[1];
  if (!token || isSentTwice(req, 'authorization'))
    throw new RequestError('UNAUTHENTICATED', 'The Authorization header must be: Bearer <access token>');
  const actor = await (token.startsWith(apiKeyPrefix) ? callerByKey(token, spec, req, res, deps) : deps.authenticate(token));
  const scope = currentScope();
  if (scope) scope.userId = actor.userId;
  if (access === 'admin' && actor.role !== 'ADMIN') throw new RequestError('FORBIDDEN', 'Only administrators may do this');
  if (access === 'staff' && actor.role === 'USER')
    throw new RequestError('FORBIDDEN', 'Only moderators and administrators may do this');
  return actor;
}

/** Node keeps the first one alone; a proxy before us may have looked at the other. */
function isSentTwice({ rawHeaders }: Request, name: string): boolean {
  return rawHeaders.filter((text, i) => i % 2 === 0 && text.toLowerCase() === name).length > 1;
}

interface IncomingBody {
  readonly value: unknown;
  readonly files: Call['files'];
  readonly multipart?: MultipartBody;
}

async function readBody(
  req: Request,
  res: Response,
  spec: EndpointSpec,
  { uploadDirectory }: ServeDependencies,
): Promise<IncomingBody> {
  if (spec.upload && !(spec.upload.optional && isJson(req))) {
    const multipart = await readMultipart(req, res, spec.upload, uploadDirectory);
    try {
      return { value: checkBody(spec.body ?? nothing, multipart.fields), files: multipart.files, multipart };
    } catch (error) {
      await multipart.discard();
      throw error;
    }
  }
  if (!spec.body) return { value: undefined, files: [] };
  return { value: checkBody(spec.body, (await readJsonBody(req, res)) ?? {}), files: [] };
}

function checkBody(schema: Joi.ObjectSchema, value: unknown): unknown {
  refuseHostile(value, 'body');
  return checkInput(schema, value, 'body');
}

/** The envelope, and for a page the way to the others. */
function successOf(
  { answer: { shape } }: EndpointSpec,
  result: unknown,
  request: PageRequest,
  address: Address,
  { cursors, publicUrl }: ServeDependencies,
): Success {
  if (shape !== 'page') return { body: { success: true, data: shape === 'nothing' ? null : result }, link: undefined };
  const page = result as Page<unknown>;
  const meta = pageMeta(page, request, address.path, cursors);
  return { body: { success: true, data: page.items, meta }, link: linksOf(address, publicUrl, meta) };
}

function answer(req: Request, res: Response, spec: EndpointSpec, { body, link }: Success, personal: boolean): void {
  if (spec.cache) {
    for (const header of variedBy(spec)) res.vary(header);
    res.setHeader('cache-status', bypassed);
  } else {
    if (spec.access === 'optional') res.vary('Authorization');
    if (spec.access === 'public' || spec.access === 'optional') res.vary('Accept-Language');
  }
  if (link !== undefined) res.setHeader('link', link);
  sendJson(req, res, spec.answer.status, JSON.stringify(body), personal);
}
