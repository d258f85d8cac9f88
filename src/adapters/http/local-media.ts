import type { RequestHandler } from 'express';
import type { ObjectStorage } from '../../core/media/index.js';
import { RequestError } from './errors/request-error.js';

/** Hands out pictures kept on disk: for ever, to any origin, and never as anything a browser would run. Mounted under the base of `urlFor`. */
export function localMedia(storage: ObjectStorage): RequestHandler {
  return (req, res, next) => {
    if (req.method !== 'GET' && req.method !== 'HEAD') {
      next(new RequestError('METHOD_NOT_ALLOWED', 'Pictures are only read here', { allow: 'GET, HEAD' }));
      return;
    }
    const send = async (): Promise<void> => {
      const key = req.path.slice(1);
      const object = await readObject(storage, key);
      if (!object) throw new RequestError('ROUTE_NOT_FOUND', 'There is no such picture');
      // What stands under a key never changes, so the key is the tag.
      const tag = `"${key}"`;
      res.set({
        etag: tag,
        'cache-control': 'public, max-age=31536000, immutable',
        'cross-origin-resource-policy': 'cross-origin',
        'content-security-policy': "default-src 'none'; sandbox",
      });
      if (holds(req.headers['if-none-match'], tag)) {
        res.status(304).end();
        return;
      }
      res.set({ 'content-type': object.contentType, 'content-length': String(object.body.length) });
      res.end(req.method === 'HEAD' ? undefined : object.body);
    };
    send().catch(next);
  };
}

/** RFC 9110, section 13.1.2. */
function holds(ifNoneMatch: string | undefined, tag: string): boolean {
  return ifNoneMatch !== undefined && ifNoneMatch.split(',').some((one) => [tag, `W/${tag}`, '*'].includes(one.trim()));
}

/** A path that is no key is simply not there. */
async function readObject(storage: ObjectStorage, key: string): ReturnType<ObjectStorage['get']> {
  try {
    return await storage.get(key);
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}
