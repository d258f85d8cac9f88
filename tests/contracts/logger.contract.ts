import { expect } from 'chai';
import { type Logger, type LogLevel, runInScope } from '../../src/core/observability/index.js';

export interface LoggerBench {
  readonly logger: Logger;
  /** Everything written so far, as text. */
  written(): string;
}

/** The promises of Logger. `open` gives one that writes lines of this level and above. */
export function loggerContract(open: (level: LogLevel) => LoggerBench): void {
  describe('Logger', () => {
    let bench: LoggerBench;
    const log = (fields: Record<string, unknown>, message = 'something happened'): string => {
      bench.logger.log('info', 'test', message, fields);
      return bench.written();
    };
    beforeEach(() => {
      bench = open('debug');
    });

    it('writes time, level, context, message and fields', () => {
      const line = log({ durationMs: 12, route: '/users/:username' });
      expect(line).to.match(/\d\d:\d\d:\d\d\.\d{3}/);
      for (const part of ['info', 'test', 'something happened', 'durationMs', '12', '/users/:username']) {
        expect(line).to.include(part);
      }
    });

    it('writes one entry a call, and none below its level', () => {
      bench = open('warn');
      for (const level of ['error', 'warn', 'info', 'debug'] as const) bench.logger.log(level, 'test', `line of ${level}`);
      const text = bench.written();
      expect(text).to.include('line of error').and.include('line of warn');
      expect(text).to.not.match(/line of (info|debug)/);
    });

    it('carries the request and the person of the scope it is called in, without being handed them', () => {
      runInScope({ requestId: 'req-7f3a', userId: 'user-19' }, () => bench.logger.log('info', 'test', 'inside'));
      expect(bench.written()).to.include('req-7f3a').and.include('user-19');
    });

    it('carries the scope across waiting', async () => {
      await runInScope({ requestId: 'req-9' }, async () => {
        await new Promise((resolve) => setTimeout(resolve, 1));
        bench.logger.log('info', 'test', 'later');
      });
      expect(bench.written()).to.include('req-9');
    });

    it('writes fields as they were said, whatever becomes of them', () => {
      const fields = { route: '/then', deep: { step: 'then' } };
      bench.logger.log('info', 'test', 'kept', fields);
      Object.assign(fields, { route: '/later' });
      fields.deep.step = 'later';
      expect(bench.written()).to.include('/then').and.not.include('later');
    });

    const secret = 'S3cr3t-value-4711';
    const secretNames = [
      ...['password', 'newPassword', 'currentPassword', 'passwordHash', 'secret', 'jwtSecret', 'secretAccessKey', 'clientSecret'],
      ...['token', 'accessToken', 'refreshToken', 'refresh_token', 'code', 'verificationCode', 'otp', 'otpCode', 'pin'],
      ...['authorization', 'Authorization', 'cookie', 'set-cookie', 'apiKey', 'x-api-key', 'privateKey', 'phone', 'phoneNumber'],
    ];
    for (const name of secretNames) {
      it(`masks a field named ${name}, wherever it stands`, () => {
        const text = log({ [name]: secret, deep: [{ body: { [name]: secret } }], other: 'visible' });
        expect(text).to.include('visible');
        expect(text).to.not.include(secret);
      });
    }

    it('masks secrets in errors, their causes and their own fields', () => {
      const cause = Object.assign(new Error('inner'), { password: secret });
      expect(log({ error: Object.assign(new Error('outer', { cause }), { token: secret }) })).to.not.include(secret);
    });

    it('masks e-mail addresses in fields, in errors and in the message itself, letting the domain stand', () => {
      const address = 'nino.beridze@example.ge';
      const text = log(
        { email: address, note: `to ${address}`, error: new Error(`no such box: ${address}`) },
        `mail for ${address}`,
      );
      expect(text).to.include('@example.ge');
      expect(text).to.not.include('nino.beridze');
    });

    it('masks bearer tokens and credentials of addresses inside texts', () => {
      const jwt = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl';
      const text = log({
        header: `Bearer ${jwt}`,
        also: jwt,
        url: `postgres://root:${secret}@db.internal:5432/x`,
        error: new Error(jwt),
      });
      expect(text).to.include('db.internal');
      expect(text).to.not.include('c2lnbmF0dXJl');
      expect(text).to.not.include(secret);
    });

    it('masks API keys wherever they stand, but not the part that is shown of them', () => {
      const key = `bka_${'9fK2mQ7xT4vB8nL1sW6yR3cZ5jH0dG2pXeA1'}`;
      const text = log({ note: `used ${key}, which begins with ${key.slice(0, 12)}`, error: new Error(`no ${key}`) });
      expect(text).to.include('begins with bka_9fK2mQ7x').and.not.include(key.slice(12));
    });

    it('writes an error with its name, message, stack and cause', () => {
      const text = log({ error: new TypeError('it broke', { cause: new RangeError('deep reason') }) });
      for (const part of ['TypeError', 'it broke', 'logger.contract']) expect(text).to.include(part);
      expect(text).to.include('deep reason');
    });

    const hostile: Record<string, () => unknown> = {
      'a cycle': () => {
        const loop: Record<string, unknown> = {};
        loop['self'] = loop;
        return loop;
      },
      'a getter that throws': () => ({
        get bad(): never {
          throw new Error('no');
        },
      }),
      'a toJSON that throws': () => ({
        toJSON: () => {
          throw new Error('no');
        },
      }),
      'a date that is none': () => new Date(Number.NaN),
      'a bigint': () => 2n ** 80n,
      'a symbol': () => Symbol('s'),
      'a function': () => () => 1,
      'an object without prototype': () => Object.create(null) as unknown,
      'a revoked proxy': () => {
        const { proxy, revoke } = Proxy.revocable({}, {});
        revoke();
        return proxy;
      },
    };
    for (const [name, make] of Object.entries(hostile)) {
      it(`writes the line all the same when a field holds ${name}`, () => {
        expect(log({ strange: make(), after: 'still here' })).to.include('something happened');
      });
    }

    it('keeps one entry on one line of the log when a text holds line breaks and escape sequences', () => {
      const text = log({ agent: 'x\n2026-01-01 error [auth] forged\u001b[2J' }, 'hello\nforged line');
      expect(text.trimEnd().split('\n')).to.have.length(1);
      expect(text).to.not.include('\u001b[2J');
    });

    it('does not write out a large buffer or a huge list', () => {
      expect(
        log({ body: Buffer.alloc(1_000_000, 1), list: Array.from({ length: 100_000 }, (_value, n) => n) }).length,
      ).to.be.lessThan(20_000);
    });
  });
}
