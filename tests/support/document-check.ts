import * as ajvModule from 'ajv';
import * as formatsModule from 'ajv-formats';
import type { OpenApiDocument, Operation, ResponseObject } from '../../src/adapters/http/openapi/document.js';

const Ajv = ajvModule.Ajv;
const addFormats = formatsModule.default.default;

/** One answer of the server, as a client receives it. */
export interface SeenResponse {
  readonly method: string;
  readonly path: string;
  /** Express's pattern that answered (`/api/v1/users/:id`); absent when none did. */
  readonly route: string | undefined;
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

interface Found {
  readonly name: string;
  readonly pointer: string;
  readonly operation: Operation;
}

type Validate = ReturnType<InstanceType<typeof Ajv>['compile']>;

const escapePointer = (part: string): string => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'));

/** Compares answers with an OpenAPI document. Validators are compiled once per operation, status and media type. */
export class DocumentCheck {
  readonly #ajv: InstanceType<typeof Ajv>;
  readonly #validators = new Map<string, Validate>();

  /** `undocumented`: patterns of routes that the document leaves out on purpose (fixtures); only the form of their failures is looked at. */
  constructor(
    private readonly document: OpenApiDocument,
    private readonly undocumented: ReadonlySet<string> = new Set(),
  ) {
    this.#ajv = new Ajv({ strict: false, allErrors: true });
    addFormats(this.#ajv);
    this.#ajv.addSchema({ $id: 'doc', ...document });
  }

  /** What is wrong with this answer, each fault beginning with the operation. */
  faultsOf(seen: SeenResponse): string[] {
    const found = this.#operationOf(seen);
    if (!found) return seen.status >= 400 ? this.#errorFaults(seen) : this.#unknownFaults(seen);
    const name = `${found.name} answered ${seen.status}`;
    const [response, pointer] = this.#responseOf(found, seen.status);
    if (!response) return [`${name}, which is not documented: ${seen.body.slice(0, 300)}`];
    if (!response.content) return seen.body === '' ? [] : [`${name} with a body where none is documented`];
    if (seen.method === 'HEAD') return [];
    const mediaType = mediaTypeOf(seen);
    if (!Object.hasOwn(response.content, mediaType)) return [`${name} as ${mediaType || 'nothing'}, which is not documented`];
    return this.#bodyFaults(name, `${pointer}/content/${escapePointer(mediaType)}/schema`, seen.body);
  }

  /** The operation that a request reaches, whether or not the handler has named itself. */
  #operationOf({ method, path, route }: SeenResponse): Found | undefined {
    const key = method === 'HEAD' ? 'get' : method.toLowerCase();
    const template = route === undefined ? this.#matching(path, key) : route.replace(/:([A-Za-z]+)/g, '{$1}');
    const operation = template === undefined ? undefined : this.document.paths[template]?.[key];
    if (template === undefined || !operation) return undefined;
    return {
      name: `${operation.operationId} (${method} ${template})`,
      pointer: `doc#/paths/${escapePointer(template)}/${key}/responses`,
      operation,
    };
  }

  #matching(path: string, method: string): string | undefined {
    return Object.keys(this.document.paths).find(
      (template) =>
        this.document.paths[template]?.[method] &&
        new RegExp(`^${template.replace(/[.]/g, '\\.').replace(/\{[^}]+\}/g, '[^/]+')}/?$`, 'i').test(path),
    );
  }

  #responseOf({ operation, pointer }: Found, status: number): [ResponseObject | undefined, string] {
    const response = operation.responses[String(status)];
    if (!response || !('$ref' in response)) return [response, `${pointer}/${status}`];
    const name = response.$ref.split('/').at(-1) ?? '';
    return [this.document.components.responses[name], `doc#/components/responses/${escapePointer(name)}`];
  }

  #bodyFaults(name: string, pointer: string, body: string): string[] {
    let value: unknown;
    try {
      value = JSON.parse(body);
    } catch (error) {
      return [`${name} with a body that is not JSON (${String(error)}): ${body.slice(0, 300)}`];
    }
    const validate = this.#validators.get(pointer) ?? this.#ajv.compile({ $ref: pointer });
    this.#validators.set(pointer, validate);
    if (validate(value)) return [];
    const errors = (validate.errors ?? []).map(
      ({ instancePath, message, params }) => `${instancePath || 'the body'} ${message} ${JSON.stringify(params)}`,
    );
    return [`${name} with a body that does not match: ${errors.join('; ')}: ${body.slice(0, 500)}`];
  }

  /** Failures of addresses that nobody serves, and of fixtures, have the same two forms as all others. */
  #errorFaults(seen: SeenResponse): string[] {
    if (seen.method === 'HEAD') return [];
    const name = `${seen.method} ${seen.path} answered ${seen.status}`;
    const mediaType = mediaTypeOf(seen);
    if (mediaType === 'application/problem+json') return this.#bodyFaults(name, 'doc#/components/schemas/Problem', seen.body);
    if (mediaType !== 'application/json') return [`${name} as ${mediaType || 'nothing'} instead of an error envelope`];
    return this.#bodyFaults(name, 'doc#/components/schemas/ErrorResponse', seen.body);
  }

  /** A success of something that is no operation: pages, files, preflights, fixtures. */
  #unknownFaults({ method, path, route, status }: SeenResponse): string[] {
    if (route === undefined || this.undocumented.has(route)) return [];
    return [`${method} ${path} answered ${status}, but ${route} is not documented`];
  }
}

function mediaTypeOf({ contentType }: SeenResponse): string {
  return contentType.split(';')[0]?.trim().toLowerCase() ?? '';
}
