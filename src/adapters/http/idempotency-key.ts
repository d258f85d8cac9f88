import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { Request } from 'express';
import { type AnswerKey, type AnswerOnce, type GivenAnswer, IdempotencyKeyInUse } from '../../core/idempotency/index.js';
import { DomainError } from '../../core/kernel/index.js';
import type { Call } from './call.js';
import type { EndpointSpec } from './endpoint.js';
import { RequestError } from './errors/request-error.js';

export const idempotencyHeader = 'Idempotency-Key';

/** Whether calls may carry a key: those of signed-in people that create something, and what else declares it. */
export const takesIdempotencyKey = ({ access, answer, idempotencyKey = answer.status === 201 }: EndpointSpec): boolean =>
  idempotencyKey && access !== 'public' && access !== 'optional';

/** Throws VALIDATION_FAILED unless the key is 1 to 255 visible ASCII signs. */
export function idempotencyKeyOf(req: Request): string | undefined {
  const key = req.get(idempotencyHeader);
  if (key === undefined) return undefined;
  if (/^[!-~]{1,255}$/.test(key)) return key;
  const fault = 'must be 1 to 255 visible ASCII characters, without spaces';
  throw new DomainError('VALIDATION_FAILED', `${idempotencyHeader}: ${fault}`, { [idempotencyHeader]: [fault] });
}

type Asked = Pick<Call, 'params' | 'query' | 'body' | 'files'>;

/** The first answer under this key, made now by `work` or kept. Throws what AnswerOnce throws, where it is worth it with `Retry-After`. */
export async function answerOnce(
  once: Pick<AnswerOnce, 'execute'>,
  key: AnswerKey,
  asked: Asked,
  status: number,
  work: () => Promise<string>,
): Promise<GivenAnswer> {
  try {
    return await once.execute({ key, fingerprint: await fingerprintOf(asked) }, async () => ({ status, body: await work() }));
  } catch (error) {
    if (!(error instanceof IdempotencyKeyInUse)) throw error;
    throw new RequestError(error.code, error.message, { 'retry-after': '1' });
  }
}

/** SHA-256 of what was asked, as the schemas made it: the order of fields does not count, that of files does. */
async function fingerprintOf({ params, query, body, files }: Asked): Promise<Buffer> {
  const digests: string[] = [];
  for (const { path } of files) {
    const hash = createHash('sha256');
    await pipeline(createReadStream(path), hash);
    digests.push(hash.digest('hex'));
  }
  return createHash('sha256').update(JSON.stringify({ params, query, body, digests }, inOneOrder)).digest();
}

function inOneOrder(_name: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));
}
