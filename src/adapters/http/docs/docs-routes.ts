import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { RequestHandler } from 'express';
import { RequestError } from '../errors/request-error.js';
import { headersFor, type PagePolicy } from '../middleware/security-headers.js';
import type { OpenApiDocument } from '../openapi/document.js';
import { pageHtml, pageScript, pageStyle } from './page.js';
import { PreparedFile } from './prepared-file.js';

/** Only what the page needs: its own scripts, styles and calls; Swagger UI's icons are data: images inside its stylesheet. */
const pagePolicy: PagePolicy = {
  scriptSrc: ["'self'"],
  styleSrc: ["'self'"],
  imgSrc: ["'self'", 'data:'],
  connectSrc: ["'self'"],
};

/** Swagger UI's files, as swagger-ui-express brings them. Of its own middleware we use none: its page has inline styles. */
const beside = createRequire(createRequire(import.meta.url).resolve('swagger-ui-express'));
const asset = (name: string): Buffer => readFileSync(beside.resolve(`swagger-ui-dist/${name}`));

const text = (content: string, type: string) => (): PreparedFile =>
  new PreparedFile(Buffer.from(content), `${type}; charset=utf-8`);
const file = (name: string, type: string) => (): PreparedFile => new PreparedFile(asset(name), type);

const files: Readonly<Record<string, () => PreparedFile>> = {
  '/': text(pageHtml, 'text/html'),
  '/page.css': text(pageStyle, 'text/css'),
  '/page.js': text(pageScript, 'text/javascript'),
  '/swagger-ui.css': file('swagger-ui.css', 'text/css; charset=utf-8'),
  '/swagger-ui-bundle.js': file('swagger-ui-bundle.js', 'text/javascript; charset=utf-8'),
  '/favicon-32x32.png': file('favicon-32x32.png', 'image/png'),
};

/** Made when first asked for; the same for every server of this process. */
const made = new Map<string, PreparedFile>();

function fileAt(path: string): PreparedFile | undefined {
  const make = Object.hasOwn(files, path) ? files[path] : undefined;
  const found = made.get(path) ?? make?.();
  if (found) made.set(path, found);
  return found;
}

function assertReading(method: string): void {
  if (method !== 'GET' && method !== 'HEAD') {
    throw new RequestError('METHOD_NOT_ALLOWED', 'The documentation is only read here', { allow: 'GET, HEAD' });
  }
}

/** Mounted at `/docs`: the page that shows the document and calls the API. */
export function docsPage(): RequestHandler {
  const headers = headersFor(pagePolicy);
  return (req, res, next) => {
    const found = fileAt(req.path);
    if (!found) {
      next();
      return;
    }
    assertReading(req.method);
    for (const [name, value] of headers) res.setHeader(name, value);
    found.send(req, res).catch(next);
  };
}

/** Mounted at `/docs.json`: the document, serialised once. */
export function docsJson(document: OpenApiDocument): RequestHandler {
  const prepared = new PreparedFile(Buffer.from(JSON.stringify(document)), 'application/json; charset=utf-8');
  return (req, res, next) => {
    if (req.path !== '/') {
      next();
      return;
    }
    assertReading(req.method);
    prepared.send(req, res).catch(next);
  };
}
