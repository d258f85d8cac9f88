import { createHash } from 'node:crypto';
import type { S3Client } from '@aws-sdk/client-s3';

interface SignableRequest {
  readonly headers: Record<string, string>;
  readonly body?: string | Uint8Array;
}

/**
 * DeleteObjects must carry a checksum, and since 3.729 the SDK sends CRC32 even where `WHEN_REQUIRED` is set. S3-compatible servers
 * are only sure to know `Content-MD5`, so that is sent instead. The way is AWS's own: supplemental-docs/MD5_FALLBACK.md of aws-sdk-js-v3.
 */
export function useMd5ForDeletes(client: S3Client): void {
  client.middlewareStack.add(
    (next, context) => async (args) => {
      if (context.commandName === 'DeleteObjectsCommand') {
        const request = args.request as SignableRequest;
        for (const header of Object.keys(request.headers)) {
          if (/^x-amz-(?:sdk-)?checksum-/i.test(header)) delete request.headers[header];
        }
        request.headers['content-md5'] = createHash('md5')
          .update(request.body ?? '')
          .digest('base64');
      }
      return next(args);
    },
    { step: 'build', name: 'md5ForDeletes', priority: 'low' },
  );
}
