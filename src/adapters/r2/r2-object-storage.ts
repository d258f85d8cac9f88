import { createHash } from 'node:crypto';
import { DeleteObjectsCommand, GetObjectCommand, NoSuchKey, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { assertObjectKey, checkedBaseUrl, ObjectStorage, type StoredObject } from '../../core/media/index.js';
import { assertContentType } from '../../core/media/ports/object-storage.js';
import { useMd5ForDeletes } from './md5-for-deletes.js';

/** Objects never change under a key, so browsers and the CDN may keep them for a year (RFC 8246). */
const IMMUTABLE = 'public, max-age=31536000, immutable';
/** The most that one DeleteObjects request may name. */
const DELETE_BATCH = 1000;

export interface R2Settings {
  /** Either the Cloudflare account … */
  readonly accountId?: string;
  /** … or the address of another S3 server, which is then spoken to with the bucket in the path. */
  readonly endpoint?: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly bucket: string;
  /** The public address of the bucket (custom domain or r2.dev), not the S3 endpoint: that one wants signatures. */
  readonly publicBaseUrl: string;
  /** For connecting to the server. Default 3000. */
  readonly connectTimeoutMs?: number;
  /** For one whole call of the port, retries and the reading of the body included (`delete`: each batch). Default 15000. */
  readonly callTimeoutMs?: number;
}

/** Objects in a Cloudflare R2 bucket, or any other server that speaks S3. */
export class R2ObjectStorage extends ObjectStorage {
  private readonly client: S3Client;
  private readonly bucket: string;
  private readonly baseUrl: string;
  private readonly callTimeoutMs: number;

  /** @throws TypeError when neither account nor endpoint is given, or the public address is none. */
  constructor(settings: R2Settings) {
    super();
    if (!settings.endpoint && !settings.accountId) throw new TypeError('R2 needs an account id or an endpoint');
    this.bucket = settings.bucket;
    this.baseUrl = checkedBaseUrl(settings.publicBaseUrl);
    this.callTimeoutMs = settings.callTimeoutMs ?? 15_000;
    this.client = new S3Client({
      region: 'auto',
      endpoint: settings.endpoint ?? `https://${settings.accountId}.r2.cloudflarestorage.com`,
      forcePathStyle: true,
      credentials: { accessKeyId: settings.accessKeyId, secretAccessKey: settings.secretAccessKey },
      // R2 does not know all of the checksums the SDK adds by default: https://developers.cloudflare.com/r2/examples/aws/aws-sdk-js-v3/
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
      maxAttempts: 3,
      requestHandler: { connectionTimeout: settings.connectTimeoutMs ?? 3000 },
    });
    useMd5ForDeletes(this.client);
  }

  async put(key: string, body: Buffer, contentType: string): Promise<void> {
    assertObjectKey(key);
    assertContentType(contentType);
    // The server compares the digest before it stores: a body damaged on the way is refused, not kept.
    const digest = createHash('md5').update(body).digest('base64');
    const object = {
      Bucket: this.bucket,
      Key: key,
      Body: body,
      ContentType: contentType,
      ContentMD5: digest,
      CacheControl: IMMUTABLE,
    };
    await this.within('put', (abortSignal) => this.client.send(new PutObjectCommand(object), { abortSignal }));
  }

  async get(key: string): Promise<StoredObject | undefined> {
    assertObjectKey(key);
    return this.within('get', async (abortSignal) => {
      try {
        const found = await this.client.send(new GetObjectCommand({ Bucket: this.bucket, Key: key }), { abortSignal });
        const body = Buffer.from((await found.Body?.transformToByteArray()) ?? []);
        return { body, contentType: found.ContentType ?? 'application/octet-stream' };
      } catch (error) {
        if (error instanceof NoSuchKey) return undefined;
        throw error;
      }
    });
  }

  async delete(keys: readonly string[]): Promise<void> {
    keys.forEach(assertObjectKey);
    for (let start = 0; start < keys.length; start += DELETE_BATCH) {
      const Objects = keys.slice(start, start + DELETE_BATCH).map((Key) => ({ Key }));
      const command = new DeleteObjectsCommand({ Bucket: this.bucket, Delete: { Objects, Quiet: true } });
      const { Errors = [] } = await this.within('delete', (abortSignal) => this.client.send(command, { abortSignal }));
      const failed = Errors.filter((error) => error.Code !== 'NoSuchKey');
      // A batch that failed in part is answered with status 200.
      if (failed.length > 0) throw new Error(`Object storage kept ${failed.length} of the objects to delete: ${failed[0]?.Code}`);
    }
  }

  urlFor(key: string): string {
    assertObjectKey(key);
    return `${this.baseUrl}/${key}`;
  }

  /** Closes idle connections. Calls under way fail. */
  close(): void {
    this.client.destroy();
  }

  /** One bound around everything, the body too: the SDK's own time-outs count per attempt and stop at the headers of the answer. */
  private async within<T>(call: string, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const signal = AbortSignal.timeout(this.callTimeoutMs);
    try {
      return await work(signal);
    } catch (error) {
      if (signal.aborted) throw new Error(`Object storage: ${call} took longer than ${this.callTimeoutMs} ms`, { cause: error });
      throw error;
    }
  }
}
