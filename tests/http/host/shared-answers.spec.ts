import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { expect } from 'chai';
import { eventually } from '../../support/eventually.js';
import { type Answer, allowedOrigin, SharedHost } from '../../support/shared-host.js';
import { structuredList } from '../../support/structured-field.js';

const json = ({ body }: Answer) => JSON.parse(body.toString()) as { data: Record<string, unknown>; error: { code: string } };
const status = ({ headers }: Answer) => {
  const [item, ...more] = structuredList(headers['cache-status'] ?? '');
  expect(more).to.deep.equal([]);
  expect(item?.value).to.equal('bikearea');
  return item?.parameters ?? {};
};
const varied = ({ headers }: Answer) => (headers['vary'] ?? '').split(', ').sort();

describe('shared answers', () => {
  let host: SharedHost;
  beforeEach(async () => {
    host = await SharedHost.start();
  });
  afterEach(() => host.close());

  describe('are made once', () => {
    it('and say where they came from, how old they are, and for how long they are good', async () => {
      const first = await host.ask('/large');
      expect(status(first)).to.deep.equal({ fwd: 'miss', stored: true });
      expect(first.headers).to.not.have.property('age');
      host.clock.advance(7_900);
      const second = await host.ask('/large');
      expect(status(second)).to.deep.equal({ hit: true, ttl: 52 });
      expect(second.headers).to.include({ age: '7', etag: first.headers['etag'] });
      expect(second.body.equals(first.body)).to.equal(true);
      expect(host.controller.made).to.equal(1);
    });

    it('for all who ask while they are being made', async () => {
      let open: () => void = () => undefined;
      host.controller.gate = new Promise((resolve) => (open = resolve));
      const asked = [1, 2, 3].map(() => host.ask('/large'));
      await eventually('three requests', () => host.entered === 3);
      // From there to the load there are only promises, which are all done in the next turn.
      await new Promise((resolve) => setImmediate(resolve));
      open();
      const answers = await Promise.all(asked);
      expect(host.controller.made).to.equal(1);
      expect(answers.map((answer) => status(answer)['collapsed'] ?? false).sort()).to.deep.equal([false, true, true]);
    });

    it('until a tag of theirs is ended', async () => {
      await host.ask('/items/a');
      await host.ask('/items/b');
      await host.cache.invalidate(['item:a']);
      expect(status(await host.ask('/items/a'))).to.include({ fwd: 'miss' });
      expect(status(await host.ask('/items/b'))).to.include({ hit: true });
    });

    it('until a tag ends that the address does not tell', async () => {
      await host.ask('/named/a');
      await host.cache.invalidate(['owner:gia']);
      expect(status(await host.ask('/named/a'))).to.include({ hit: true });
      await host.cache.invalidate(['owner:nino']);
      expect(status(await host.ask('/named/a'))).to.include({ fwd: 'miss' });
    });

    it('under the tags as they are while the answer is made, whatever was found before', async () => {
      host.controller.owners = ['nino', 'gia'];
      expect(status(await host.ask('/named/a'))).to.include({ fwd: 'miss', stored: true });
      expect(host.controller.made).to.equal(1);
      await host.cache.invalidate(['owner:nino']);
      expect(status(await host.ask('/named/a'))).to.include({ hit: true });
      await host.cache.invalidate(['owner:gia']);
      expect(status(await host.ask('/named/a'))).to.include({ fwd: 'miss' });
    });

    it('for nobody else while the tags do not come to rest', async () => {
      host.controller.owners = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
      const answer = await host.ask('/named/a');
      expect(answer.status).to.equal(200);
      expect(status(answer)).to.deep.equal({ fwd: 'miss' });
    });

    it('until they are older than a soft tag of theirs allows', async () => {
      await host.ask('/items/a');
      await host.cache.invalidate(['counts']);
      host.clock.advance(4_000);
      expect(status(await host.ask('/items/a'))).to.deep.equal({ hit: true, ttl: 1 });
      host.clock.advance(1_000);
      expect(status(await host.ask('/items/a'))).to.include({ fwd: 'miss' });
    });

    it('until their time is over', async () => {
      await host.ask('/large');
      host.clock.advance(60_000);
      expect(status(await host.ask('/large'))).to.include({ fwd: 'miss' });
    });

    it('and cover for a source that fails, with a time to live that tells it', async () => {
      await host.ask('/large');
      host.clock.advance(70_000);
      host.controller.fault = new Error('the database is away');
      expect(status(await host.ask('/large'))).to.deep.equal({ hit: true, ttl: -10 });
      host.clock.advance(300_000);
      expect((await host.ask('/large')).status).to.equal(500);
    });
  });

  describe('are found by what was asked', () => {
    const same = [
      '/pages?tag=x&page=1&limit=2',
      '/pages?limit=2&page=1&tag=x',
      '/pages/?page=01&limit=2&tag=%78',
      '/PAGES?page=1&limit=2&tag=x',
    ];
    it('however it was written', async () => {
      const answers: Answer[] = [];
      for (const path of same) answers.push(await host.ask(path));
      expect(host.controller.made).to.equal(1);
      expect(new Set(answers.map(({ headers }) => headers['link'])).size).to.equal(1);
      expect(answers[0]?.headers['link']).to.contain('<http://api.test/api/shared/pages?tag=x&page=2&limit=2>; rel="next"');
    });

    it('and a time by the moment that it is', async () => {
      await host.ask('/pages?from=2026-01-01T04:00:00%2B04:00');
      await host.ask('/pages?from=2026-01-01T00:00:00Z');
      expect(host.controller.made).to.equal(1);
    });

    it('and are others for any other parameter, with links of their own', async () => {
      const paths = [
        '/pages',
        '/pages?page=1',
        '/pages?page=2',
        '/pages?limit=3',
        '/pages?tag=a',
        '/pages?tag=A',
        '/pages?tag=a%26page%3D1',
      ];
      for (const path of paths) await host.ask(path);
      expect(host.controller.made).to.equal(paths.length);
      expect((await host.ask('/pages')).headers['link']).to.match(
        /^<http:\/\/api\.test\/api\/shared\/pages\?cursor=[\w-]+>; rel="next"$/,
      );
    });

    it('and a cursor leads on, whichever spelling of the list it came from', async () => {
      const { meta } = JSON.parse((await host.ask('/pages/')).body.toString()) as { meta: { nextCursor: string } };
      expect((await host.ask(`/PAGES?cursor=${meta.nextCursor}`)).status).to.equal(200);
    });

    it('while a parameter that nobody declared is refused, and keeps nothing', async () => {
      const refused = await host.ask('/large?utm_source=x');
      expect(refused.status).to.equal(400);
      expect(host.controller.made).to.equal(0);
    });

    it('by language where it matters, and only there', async () => {
      const [ka, en] = [
        await host.ask('/words', { 'accept-language': 'ka' }),
        await host.ask('/words', { 'accept-language': 'en' }),
      ];
      expect([json(ka).data, json(en).data]).to.deep.equal([{ language: 'ka' }, { language: 'en' }]);
      for (const language of ['en', 'ka', 'en-GB;q=0.9', 'fr']) {
        const again = await host.ask('/words', { 'accept-language': language });
        expect(json(again).data, language).to.deep.equal({ language: language.startsWith('en') ? 'en' : 'ka' });
      }
      expect(host.controller.made).to.equal(2);
      expect(varied(ka)).to.deep.equal(['Accept-Language', 'Origin']);
      expect(varied(await host.ask('/large'))).to.deep.equal(['Accept-Encoding', 'Origin']);
    });
  });

  describe('and people who are signed in', () => {
    const nino = { authorization: 'Bearer user-nino' };
    it('neither get a shared answer nor leave theirs behind', async () => {
      expect(json(await host.ask('/items/a', nino)).data['seenBy']).to.equal('user-nino');
      expect(json(await host.ask('/items/a')).data['seenBy']).to.equal(null);
      expect(json(await host.ask('/items/a', { authorization: 'Bearer user-gio' })).data['seenBy']).to.equal('user-gio');
      expect(json(await host.ask('/items/a')).data['seenBy']).to.equal(null);
      expect(host.controller.made).to.equal(3);
    });

    it('are told that it was made for them, and that nobody may keep it', async () => {
      const answer = await host.ask('/items/a', nino);
      expect(status(answer)).to.deep.equal({ fwd: 'bypass' });
      expect(answer.headers).to.include({ 'cache-control': 'private, no-store' }).and.not.have.property('age');
      expect(varied(answer)).to.deep.equal(varied(await host.ask('/items/a')));
      expect(varied(answer)).to.deep.equal(['Authorization', 'Origin']);
    });

    it('are refused with a bad token, also where the answer is kept', async () => {
      await host.ask('/items/a');
      expect((await host.ask('/items/a', { authorization: 'Bearer of.bad.news' })).status).to.equal(401);
      expect((await host.ask('/items/a', { authorization: '' })).status).to.equal(401);
    });
  });

  it('are made by handlers that are given nothing of who asks', async () => {
    await host.ask('/items/a', { 'x-forwarded-for': '203.0.113.9', 'user-agent': 'x', 'accept-language': 'en' });
    await host.ask('/words', { 'user-agent': 'x' });
    const [item, words] = host.controller.calls;
    expect(item).to.have.all.keys('params', 'query', 'page');
    expect(words).to.have.all.keys('params', 'query', 'page', 'language');
  });

  describe('that something is not there', () => {
    it('is kept for as long as the endpoint says, and answered as if it had been looked for', async () => {
      const first = await host.ask('/items/none');
      host.clock.advance(9_000);
      const second = await host.ask('/items/none');
      expect(host.controller.made).to.equal(1);
      for (const answer of [first, second]) {
        expect(answer.status).to.equal(404);
        expect(json(answer).error).to.include({ code: 'POST_NOT_FOUND', message: 'There is no such item' });
        expect(answer.headers['cache-control']).to.equal('no-store');
        expect(varied(answer)).to.deep.equal(['Authorization', 'Origin']);
      }
      expect(status(second)).to.deep.equal({ hit: true, ttl: 1 });
      host.clock.advance(1_000);
      await host.ask('/items/none');
      expect(host.controller.made).to.equal(2);
    });

    it('ends with its tag', async () => {
      await host.ask('/items/none');
      await host.cache.invalidate(['item:none']);
      await host.ask('/items/none');
      expect(host.controller.made).to.equal(2);
    });

    it('is something else than a failure, which is not kept', async () => {
      for (const path of ['/items/fault', '/items/fault']) expect((await host.ask(path)).status).to.equal(500);
      expect(host.controller.made).to.equal(2);
    });
  });

  describe('on the wire', () => {
    it('have a strong tag for each coding, and 304 for the one that the client holds', async () => {
      const tags = new Map<string, string>();
      for (const coding of ['identity', 'gzip', 'br']) {
        const { headers } = await host.ask('/large', { 'accept-encoding': coding });
        expect(headers['content-encoding']).to.equal(coding === 'identity' ? undefined : coding);
        expect(headers['etag']).to.match(/^"[\w-]+"$/);
        tags.set(coding, headers['etag'] ?? '');
      }
      expect(new Set(tags.values()).size).to.equal(3);
      for (const [coding, tag] of tags) {
        for (const [held, name] of [...tags].flatMap(
          ([of, one]) =>
            [
              [of, one],
              [of, `W/${one}`],
              [of, `"x", ${one}`],
            ] as const,
        )) {
          const answer = await host.ask('/large', { 'accept-encoding': coding, 'if-none-match': name });
          expect(answer.status, `${coding}, holding ${held}`).to.equal(held === coding ? 304 : 200);
          if (answer.status !== 304) continue;
          expect(answer.body.length).to.equal(0);
          expect(answer.headers).to.include({ etag: tag, 'cache-control': 'public, no-cache' });
          expect(answer.headers).to.not.have.any.keys('content-length', 'content-type', 'content-encoding');
          expect(varied(answer)).to.deep.equal(['Accept-Encoding', 'Origin']);
        }
      }
      expect((await host.ask('/large', { 'if-none-match': '*' })).status).to.equal(304);
    });

    it('are compressed once, to the same text, and small ones not at all', async () => {
      const plain = (await host.ask('/large')).body;
      const codings: [string, (body: Buffer) => Buffer][] = [
        ['gzip', gunzipSync],
        ['br', brotliDecompressSync],
      ];
      for (const [coding, decode] of codings) {
        const [first, second] = [
          await host.ask('/large', { 'accept-encoding': coding }),
          await host.ask('/large', { 'accept-encoding': coding }),
        ];
        expect(first.headers['content-encoding']).to.equal(coding);
        expect(Number(first.headers['content-length']))
          .to.equal(first.body.length)
          .and.below(plain.length / 2);
        expect(decode(first.body).equals(plain)).to.equal(true);
        expect(second.body.equals(first.body)).to.equal(true);
      }
      expect((await host.ask('/large', { 'accept-encoding': 'gzip, br' })).headers['content-encoding']).to.equal('br');
      expect((await host.ask('/large', { 'accept-encoding': 'br;q=0, gzip' })).headers['content-encoding']).to.equal('gzip');
      for (const path of ['/small', '/small']) {
        const small = await host.ask(path, { 'accept-encoding': 'gzip, br' });
        expect(small.headers).to.not.have.property('content-encoding');
        expect(varied(small)).to.deep.equal(['Origin']);
      }
    });

    it('have all of GET but the body for HEAD, whichever came first', async () => {
      const head = await host.ask('/large', {}, 'HEAD');
      const get = await host.ask('/large');
      expect(host.controller.made).to.equal(1);
      expect(head.body.length).to.equal(0);
      for (const name of ['content-length', 'etag', 'content-type', 'vary'])
        expect(head.headers[name]).to.equal(get.headers[name]);
    });

    it('may be kept by others only if they ask each time, or for as long as the endpoint says from now on', async () => {
      expect((await host.ask('/large')).headers['cache-control']).to.equal('public, no-cache');
      expect((await host.ask('/words')).headers['cache-control']).to.equal('public, max-age=30');
      host.clock.advance(20_500);
      expect((await host.ask('/words')).headers).to.include({ 'cache-control': 'public, max-age=50', age: '20' });
    });

    it('let a web page read where they came from', async () => {
      const { headers } = await host.ask('/large', { origin: allowedOrigin });
      expect(headers['access-control-expose-headers']?.split(',')).to.include.members(['Age', 'Cache-Status']);
    });
  });
});
