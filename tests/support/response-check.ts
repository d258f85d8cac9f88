import { createHash } from 'node:crypto';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import type { OpenApiDocument } from '../../src/adapters/http/openapi/document.js';
import type { Application } from '../../src/composition/index.js';
import { DocumentCheck } from './document-check.js';
import { leaksIn } from './leak-scan.js';
import { ResponseFaults, runningTest, untold } from './response-faults.js';

export interface ResponseCheck {
  /** Of something else that this application did, in the test that is running. */
  readonly tell: (fault: string) => void;
  /** Throws ResponseFaults with what was seen since the last call. */
  assertNone(): void;
}

interface Sent {
  readonly req: IncomingMessage;
  /** As it was asked for; Express shortens `req.url` on its way through mounted handlers. */
  readonly path: string;
  readonly res: ServerResponse & { readonly locals?: { readonly route?: string } };
  readonly body: Buffer;
}

/**
 * Looks at every answer that leaves this application's server, before its client sees it: compares it with the OpenAPI document and scans it
 * for leaks. Listens below Express, so neither specs nor handlers have to do anything.
 */
export function checkResponses({ config, http }: Application): ResponseCheck {
  const documented = new Set(Object.keys(http.openApi.paths));
  const patterns = http.routes.map(({ path, spec }) => ({ pattern: config.http.apiPrefix + path, spec }));
  const isDocumented = (pattern: string): boolean => documented.has(pattern.replace(/:([A-Za-z]+)/g, '{$1}'));
  const undocumented = new Set(patterns.map(({ pattern }) => pattern).filter((pattern) => !isDocumented(pattern)));
  const staff = new Set(
    http.routes
      .filter(({ spec }) => spec.access === 'staff' || spec.access === 'admin')
      .map(({ method, path }) => `${method} ${config.http.apiPrefix}${path}`),
  );
  const check = documentCheck(http.openApi, undocumented);
  const secrets = [config.tokens.accessSecret, ...config.tokens.acceptedAccessSecrets, config.tokens.refreshSecret];
  const found = new Set<string>();

  const tell = (fault: string): void => {
    const told = `${fault} [in: ${runningTest()}]`;
    found.add(told);
    untold.add(told);
  };
  const look = ({ req, path, res, body: bytes }: Sent): string[] => {
    const method = req.method ?? 'GET';
    if (method === 'OPTIONS' || isPage(path)) return [];
    const route = res.locals?.route;
    const body = decoded(bytes, String(res.getHeader('content-encoding') ?? '')).toString();
    const seen = { method, path, route, status: res.statusCode, contentType: String(res.getHeader('content-type') ?? ''), body };
    const name = `${method} ${route ?? path} answered ${res.statusCode}`;
    const forStaff = staff.has(`${method.toLowerCase()} ${route}`);
    const { authorization } = req.headers;
    return [...check.faultsOf(seen), ...leaksIn({ name, headers: res.getHeaders(), body, authorization, forStaff }, secrets)];
  };

  watch(http.server, (sent) => {
    let faults: string[];
    try {
      faults = look(sent);
    } catch (error) {
      faults = [`the answer to ${sent.req.method} ${sent.path} could not be checked: ${String(error)}`];
    }
    for (const fault of faults) tell(fault);
  });

  return {
    tell,
    assertNone() {
      const faults = [...found];
      for (const fault of faults) untold.delete(fault);
      found.clear();
      if (faults.length > 0) throw new ResponseFaults(faults);
    },
  };
}

/** Compiling the validators of a document takes a second; most apps of a run have the same one. */
const checks = new Map<string, DocumentCheck>();

function documentCheck(document: OpenApiDocument, undocumented: ReadonlySet<string>): DocumentCheck {
  const key = createHash('sha1')
    .update(JSON.stringify([document, ...undocumented]))
    .digest('hex');
  const check = checks.get(key) ?? new DocumentCheck(document, undocumented);
  checks.set(key, check);
  return check;
}

/** Beside the API: the docs (which name every field), stored pictures, and the development mailbox (which shows addresses). */
const isPage = (path: string): boolean => /^\/(docs|docs\.json|media|dev)(\/|$)/.test(path);

function decoded(body: Buffer, coding: string): Buffer {
  // The answer to HEAD says how the body would be coded, and has none.
  if (body.length === 0) return body;
  if (coding === 'gzip') return gunzipSync(body);
  return coding === 'br' ? brotliDecompressSync(body) : body;
}

/** Of what `write` and `end` are given. */
function bytesOf([chunk, encoding]: readonly unknown[]): Buffer[] {
  if (typeof chunk === 'string')
    return [Buffer.from(chunk, typeof encoding === 'string' ? (encoding as BufferEncoding) : 'utf8')];
  return chunk instanceof Uint8Array ? [Buffer.from(chunk)] : [];
}

/** Hands over every answer when its last byte is written. */
function watch(server: Server, onSent: (sent: Sent) => void): void {
  server.prependListener('request', (req: IncomingMessage, res: ServerResponse) => {
    const path = (req.url ?? '/').split('?')[0] ?? '/';
    const chunks: Buffer[] = [];
    const write = res.write.bind(res) as (...args: unknown[]) => boolean;
    const end = res.end.bind(res) as (...args: unknown[]) => ServerResponse;
    res.write = ((...args: unknown[]) => {
      chunks.push(...bytesOf(args));
      return write(...args);
    }) as ServerResponse['write'];
    res.end = ((...args: unknown[]) => {
      if (!res.writableEnded) onSent({ req, path, res, body: Buffer.concat([...chunks, ...bytesOf(args)]) });
      return end(...args);
    }) as ServerResponse['end'];
  });
}
