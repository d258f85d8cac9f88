import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { R2ObjectStorage, type R2Settings } from '../../../src/adapters/r2/r2-object-storage.js';
import { objectStorageContract } from '../../contracts/object-storage.contract.js';
import { startS3Server, type S3Server } from '../../support/s3-server.js';

const publicBaseUrl = 'https://media.example/files/';
const keys = { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER', bucket: 'media', publicBaseUrl };

describe('R2ObjectStorage', () => {
  let server: S3Server;
  const opened: R2ObjectStorage[] = [];

  const open = (changes: Partial<R2Settings> = {}): R2ObjectStorage => {
    const storage = new R2ObjectStorage({ ...keys, endpoint: server.endpoint, ...changes });
    opened.push(storage);
    return storage;
  };

  beforeEach(async () => {
    server = await startS3Server();
  });
  afterEach(async () => {
    opened.splice(0).forEach((storage) => storage.close());
    await server.stop();
  });

  objectStorageContract({
    create: async () => open(),
    createBroken: async () => open({ bucket: 'no-such-bucket' }),
    count: () => server.count(),
    dispose: async () => undefined,
  });

  it('stores objects to be cached for ever, with a digest that the server checks and no checksum of the newer kinds', async () => {
    await open().put('a.webp', Buffer.from('hello'), 'image/webp');
    const stored = await fetch(`${server.endpoint}/media/a.webp`);
    expect(stored.headers.get('cache-control')).to.equal('public, max-age=31536000, immutable');
    expect(await stored.text()).to.equal('hello');
    const sent = server.seen.find(({ method }) => method === 'PUT');
    expect(sent?.headers['content-md5']).to.equal('XUFAKrxLKna5cZ2REBfFkg==');
    expect(Object.keys(sent?.headers ?? {}).filter((name) => name.includes('checksum'))).to.deep.equal([]);
  });

  it('deletes 2,500 objects in three requests, each with Content-MD5 alone', async () => {
    const storage = open();
    const stored = ['x/0', 'x/999', 'x/1000', 'x/2499'];
    for (const key of stored) await storage.put(key, Buffer.from(key), 'text/plain');
    await storage.delete(Array.from({ length: 2500 }, (_, index) => `x/${index}`));
    expect(await server.count()).to.equal(0);
    const deletes = server.seen.filter(({ method, url }) => method === 'POST' && url.includes('delete'));
    expect(deletes.length).to.equal(3);
    for (const { headers } of deletes) {
      expect(headers['content-md5']).to.be.a('string');
      expect(Object.keys(headers).filter((name) => name.includes('checksum'))).to.deep.equal([]);
    }
  });

  it('needs an account or an endpoint', () => {
    expect(() => new R2ObjectStorage(keys)).to.throw(TypeError);
    expect(() => new R2ObjectStorage({ ...keys, accountId: 'abc' })).not.to.throw();
  });

  describe('against a server that misbehaves', () => {
    let odd: Server;
    let requests: number;

    const openAgainst = async (listener: RequestListener): Promise<R2ObjectStorage> => {
      requests = 0;
      odd = createServer((request, response) => {
        requests += 1;
        listener(request, response);
      });
      await new Promise<void>((resolve) => odd.listen(0, '127.0.0.1', resolve));
      return open({ endpoint: `http://127.0.0.1:${(odd.address() as AddressInfo).port}`, callTimeoutMs: 400 });
    };
    const outcome = async (work: Promise<unknown>): Promise<{ error: unknown; tookMs: number }> => {
      const start = performance.now();
      const error = await work.then(
        () => undefined,
        (reason: unknown) => reason,
      );
      return { error, tookMs: performance.now() - start };
    };

    afterEach(async () => {
      odd.closeAllConnections();
      await new Promise((resolve) => odd.close(resolve));
    });

    it('gives up on one that takes the request and never answers', async () => {
      const storage = await openAgainst(() => undefined);
      for (const call of [
        () => storage.put('a', Buffer.from('x'), 'text/plain'),
        () => storage.get('a'),
        () => storage.delete(['a']),
      ]) {
        const { error, tookMs } = await outcome(call());
        expect(error)
          .to.be.instanceOf(Error)
          .with.property('message')
          .that.matches(/took longer than 400 ms/);
        expect(tookMs).to.be.lessThan(3000);
      }
    });

    it('gives up on one that stops in the middle of the body', async () => {
      const storage = await openAgainst((_request, response) => {
        response.writeHead(200, { 'content-length': '1000', 'content-type': 'image/webp' });
        response.write('the beginning');
      });
      const { error, tookMs } = await outcome(storage.get('a'));
      expect(error)
        .to.be.instanceOf(Error)
        .with.property('message')
        .that.matches(/took longer than 400 ms/);
      expect(tookMs).to.be.lessThan(3000);
    });

    it('takes a body that was cut off for a failure, not for an object', async () => {
      const storage = await openAgainst((_request, response) => {
        response.writeHead(200, { 'content-length': '1000', 'content-type': 'image/webp' });
        response.write('the beginning', () => response.destroy());
      });
      expect((await outcome(storage.get('a'))).error).to.be.instanceOf(Error);
    });

    it('tries again after an error of the server', async () => {
      const storage = await openAgainst((_request, response) => {
        if (requests === 1) response.writeHead(503).end();
        else response.writeHead(200, { 'content-type': 'image/webp' }).end('body');
      });
      expect((await storage.get('a'))?.body.toString()).to.equal('body');
      expect(requests).to.equal(2);
    });

    it('rejects when the server keeps one of the objects, although it answers 200', async () => {
      const storage = await openAgainst((_request, response) => {
        const failure = '<Error><Key>a</Key><Code>AccessDenied</Code><Message>no</Message></Error>';
        response.writeHead(200, { 'content-type': 'application/xml' });
        response.end(`<?xml version="1.0" encoding="UTF-8"?><DeleteResult>${failure}</DeleteResult>`);
      });
      const { error } = await outcome(storage.delete(['a', 'b']));
      expect(error)
        .to.be.instanceOf(Error)
        .with.property('message')
        .that.matches(/kept 1 .*AccessDenied/);
    });
  });

  it('rejects when nobody listens', async () => {
    const endpoint = server.endpoint;
    await server.stop();
    const error = await open({ endpoint, callTimeoutMs: 2000 })
      .get('a')
      .catch((reason: unknown) => reason);
    expect(error).to.be.instanceOf(Error);
    server = await startS3Server();
  });
});
