import { inject } from 'inversify';
import { controller, httpDelete, httpGet, httpPost } from 'inversify-express-utils';
import { type ApiKeyWishes, CreateApiKey, ListApiKeys, RevokeApiKey, RotateApiKey } from '../../../core/api-keys/index.js';
import { Logger } from '../../../core/observability/index.js';
import type { MemberCall } from '../call.js';
import { endpoint } from '../endpoint.js';
import { type ApiKeyView, type NewApiKeyView, presentApiKey, presentNewApiKey } from './api-key.presenter.js';
import { type ApiKeyParams, apiKeyParams, newApiKeyBody, type RotationBody, rotationBody } from './api-keys.schemas.js';

/** None of it can be done with an API key: a key that leaked makes no other. */
@controller('/admin/api-keys')
export class ApiKeysController {
  constructor(
    @inject(CreateApiKey) private readonly create: CreateApiKey,
    @inject(ListApiKeys) private readonly list: ListApiKeys,
    @inject(RotateApiKey) private readonly rotate: RotateApiKey,
    @inject(RevokeApiKey) private readonly revoke: RevokeApiKey,
    @inject(Logger) private readonly logger: Logger,
  ) {}

  /**
   * @openapi
   * /admin/api-keys:
   *   post:
   *     operationId: createApiKey
   *     tags: [Administration]
   *     summary: Make a key for a machine
   *     description: >-
   *       Its text is in this answer and never shown again. It is sent as `Authorization: Bearer bka_…`, acts as the administrator who made it, and
   *       may call the operations that name one of its scopes. Takes no `Idempotency-Key`: the answer would have to be kept.
   */
  @httpPost('/')
  @endpoint({
    access: 'admin',
    body: newApiKeyBody,
    answer: { status: 201, shape: 'one', schema: 'NewApiKey' },
    idempotencyKey: false,
  })
  async createKey({ actor, body }: MemberCall<unknown, unknown, ApiKeyWishes>): Promise<NewApiKeyView> {
    const shown = await this.create.execute(actor, body);
    this.#note('An administrator made an API key', shown.key.id, actor.userId);
    return presentNewApiKey(shown);
  }

  /**
   * @openapi
   * /admin/api-keys:
   *   get:
   *     operationId: listApiKeys
   *     tags: [Administration]
   *     summary: Every key there ever was
   *     description: The newest first; expired and revoked ones stay in the list.
   */
  @httpGet('/')
  @endpoint({ access: 'admin', answer: { status: 200, shape: 'list', schema: 'ApiKey' } })
  async listKeys(): Promise<ApiKeyView[]> {
    return (await this.list.execute()).map(presentApiKey);
  }

  /**
   * @openapi
   * /admin/api-keys/{id}/rotate:
   *   post:
   *     operationId: rotateApiKey
   *     tags: [Administration]
   *     summary: Give a key another text
   *     description: >-
   *       The new text is in this answer and never shown again. The one before it works for `overlapSeconds` more, the one before that no longer. Name,
   *       scopes and end stay.
   */
  @httpPost('/:id/rotate')
  @endpoint({
    access: 'admin',
    params: apiKeyParams,
    body: rotationBody,
    answer: { status: 200, shape: 'one', schema: 'NewApiKey' },
    errors: ['API_KEY_NOT_FOUND'],
  })
  async rotateKey({ actor, params: { id }, body }: MemberCall<ApiKeyParams, unknown, RotationBody>): Promise<NewApiKeyView> {
    const shown = await this.rotate.execute(id, body.overlapSeconds);
    this.#note('An administrator rotated an API key', id, actor.userId);
    return presentNewApiKey(shown);
  }

  /**
   * @openapi
   * /admin/api-keys/{id}:
   *   delete:
   *     operationId: revokeApiKey
   *     tags: [Administration]
   *     summary: End a key
   *     description: The next call with it is refused, on every instance. Repeating it changes nothing.
   */
  @httpDelete('/:id')
  @endpoint({
    access: 'admin',
    params: apiKeyParams,
    answer: { status: 200, shape: 'nothing' },
    errors: ['API_KEY_NOT_FOUND'],
  })
  async revokeKey({ actor, params: { id } }: MemberCall<ApiKeyParams>): Promise<void> {
    await this.revoke.execute(id);
    this.#note('An administrator revoked an API key', id, actor.userId);
  }

  #note(message: string, keyId: string, userId: string): void {
    this.logger.log('info', 'api-keys', message, { keyId, userId });
  }
}
