import http from 'node:http';
import { expect } from 'chai';
import { Clock } from '../../../src/core/kernel/index.js';
import { Logger } from '../../../src/core/observability/index.js';
import { buildTestApp, type TestApp } from '../../support/build-test-app.js';
import { FakeClock } from '../../support/fake-clock.js';
import { LogLines } from '../../support/log-lines.js';
import { changed, forgeries, type Given } from './forged-tokens.js';
import { signUp } from './sign-up.js';

interface Answer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly text: string;
}

describe('access tokens that are none', () => {
  const clock = new FakeClock();
  const log = new LogLines();
  let app: TestApp;
  let given: Given;
  before(async () => {
    app = await buildTestApp((container) => {
      container.rebind(Clock).toConstantValue(clock);
      container.rebind(Logger).toConstantValue(log);
    });
    const { accessToken, refreshToken } = await signUp(app);
    const { accessSecret, refreshSecret } = app.application.config.tokens;
    const nowSeconds = clock.now().getTime() / 1_000;
    given = { token: accessToken, secret: accessSecret, refreshToken, refreshSecret, nowSeconds };
  });
  after(() => app.close());

  /** As given, without a client that mends it. */
  const call = (path: string, authorization: string | readonly string[]): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const { port } = app.application.http.server.address() as { port: number };
      const options = { host: '127.0.0.1', port, path: `/api/v1${path}`, headers: { authorization: authorization as string } };
      const request = http.get({ ...options, agent: false, timeout: 10_000 }, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (piece: string) => (text += piece));
        response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }));
      });
      request.on('timeout', () => request.destroy(new Error('no answer')));
      request.on('error', reject);
    });

  /** Any piece of it that is long enough to be somebody's. */
  const piecesOf = (authorization: string | readonly string[]): string[] =>
    [authorization].flat().flatMap((text) => text.split(/[\s.]+/).filter((piece) => piece.length > 40));

  const expectRefused = async (path: string, authorization: string | readonly string[]): Promise<void> => {
    log.all.length = 0;
    const { status, headers, text } = await call(path, authorization);
    expect(status).to.equal(401);
    const { success, error } = JSON.parse(text) as { success: boolean; error: Record<string, unknown> };
    expect({ success, code: error['code'] }).to.deep.equal({ success: false, code: 'UNAUTHENTICATED' });
    expect(headers['www-authenticate']).to.equal('Bearer');
    expect(log.at('error')).to.deep.equal([]);
    const said = JSON.stringify(log.all) + text + JSON.stringify(headers);
    for (const piece of piecesOf(authorization))
      expect(said.includes(piece), 'the log or the answer says what was sent').to.equal(false);
  };

  for (const [kind, list] of Object.entries(forgeries)) {
    describe(`401 where a token is needed and where one may be, and nothing of it is logged: ${kind}`, () => {
      for (const { name, authorization } of list) {
        it(name, async () => {
          await expectRefused('/auth/me', authorization(given));
          await expectRefused('/posts/trending', authorization(given));
        });
      }
    });
  }

  describe('are told from those that are', () => {
    const good: [string, (given: Given) => string][] = [
      ['one made again, field by field', (from) => changed(from, {})],
      [
        'of an instance whose clock is 30 s ahead',
        (from) => changed(from, { payload: { iat: from.nowSeconds + 30, nbf: from.nowSeconds + 30 } }),
      ],
      ['in its last second', (from) => changed(from, { payload: { exp: from.nowSeconds + 1 } })],
      ['with claims that we do not know', (from) => changed(from, { payload: { role: 'ADMIN' } })],
      ['for us among others', (from) => changed(from, { payload: { aud: ['another-api', 'bikearea-api'] } })],
    ];
    for (const [name, token] of good) {
      it(`${name}: 200`, async () => {
        expect((await call('/auth/me', `Bearer ${token(given)}`)).status).to.equal(200);
        expect((await call('/auth/me', `bearer ${token(given)}`)).status).to.equal(200);
      });
    }

    it('and a role in a token opens nothing', async () => {
      const token = changed(given, { payload: { role: 'ADMIN' } });
      expect((await call('/admin/cache', `Bearer ${token}`)).status).to.equal(403);
    });
  });

  it('a header that no server reads to its end is 431, and nothing of it is logged', async () => {
    log.all.length = 0;
    const { status } = await call('/auth/me', `Bearer ${'x'.repeat(40_000)}`);
    expect(status).to.equal(431);
    expect(JSON.stringify(log.all)).not.to.include('xxxx');
  });
});
