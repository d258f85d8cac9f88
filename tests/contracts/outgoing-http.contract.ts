import { expect } from 'chai';
import {
  type OutgoingAnswer,
  OutgoingFailed,
  type OutgoingHttp,
  OutgoingRefused,
  type OutgoingRequest,
} from '../../src/core/outgoing/index.js';
import { rejection } from '../support/rejection.js';

/** What a server was asked; headers by lower-case name. */
export type Asked = Pick<OutgoingRequest, 'method'> & {
  readonly url: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
};

export interface OutgoingHttpHarness {
  /** Takes https alone, answers of at most `maxAnswerBytes`; addresses are judged as in production, but `reachable` is allowed. */
  make(limits: { readonly maxAnswerBytes: number }): OutgoingHttp;
  /** An address that counts as public, where `answerWith` is heard. */
  readonly reachable: string;
  /** Port of every server, `''` for the usual one. */
  port(): string;
  /** What this name resolves to. */
  name(name: string, addresses: readonly string[]): void;
  answerWith(answer: OutgoingAnswer | 'silence'): void;
  /** All that any server was asked. */
  asked(): readonly Asked[];
}

/** Each leads to this machine, its network or nobody in particular, however it is written. */
export const privateUrls: readonly string[] = [
  ...[
    '127.0.0.1',
    '127.1',
    '2130706433',
    '0x7f000001',
    '0x7f.0.0.1',
    '0177.0.0.1',
    '017700000001',
    '１２７.０.０.１',
    '127.0.0.1.',
  ],
  ...['0.0.0.0', '0', '10.1.2.3', '172.16.0.1', '172.31.255.255', '192.168.1.1', '100.64.0.1', '169.254.169.254', '0xa9fea9fe'],
  ...['100.100.100.200', '192.0.0.192', '168.63.129.16', '198.18.0.1', '224.0.0.1', '255.255.255.255', '192.88.99.1'],
  ...['[::1]', '[::]', '[fe80::1]', '[fc00::1]', '[fd00:ec2::254]', '[ff02::1]', '[2001:db8::1]', '[100::1]', '[5f00::1]'],
  ...[
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '[::ffff:10.0.0.1]',
    '[::127.0.0.1]',
    '[64:ff9b::127.0.0.1]',
    '[64:ff9b:1::a00:1]',
  ],
  ...['[2002:7f00:1::]', '[2002:a00:1::1]', '[2001:0:7f00:1::1]', '[::ffff:0:127.0.0.1]'],
].map((host) => `https://${host}`);

const answer = (changes: Partial<OutgoingAnswer> = {}): OutgoingAnswer => ({
  status: 200,
  headers: { 'content-type': 'text/plain' },
  body: Buffer.from('thanks'),
  ...changes,
});

/** What every OutgoingHttp promises (src/core/outgoing/ports/outgoing-http.ts). */
export function outgoingHttpContract(harness: OutgoingHttpHarness): void {
  describe('OutgoingHttp contract', () => {
    let http: OutgoingHttp;
    const urlOf = (name: string, path = '/'): string => `https://${name}${harness.port()}${path}`;
    const refused = async (url: string, reason: OutgoingRefused['reason']): Promise<void> => {
      const error = await rejection(http.send({ method: 'POST', url, body: 'x' }));
      expect(error, url).to.be.instanceOf(OutgoingRefused).with.property('reason', reason);
      expect((error as Error).message, url).not.to.match(/hooks|127|:\/\//);
    };
    const failed = async (url: string, reason: OutgoingFailed['reason']): Promise<void> => {
      const error = await rejection(http.send({ method: 'GET', url }));
      expect(error, url).to.be.instanceOf(OutgoingFailed).with.property('reason', reason);
    };
    beforeEach(() => {
      http = harness.make({ maxAnswerBytes: 1_000 });
      harness.name('hooks.test', [harness.reachable]);
      harness.answerWith(answer());
    });

    it('sends method, path, query, headers and body, and gives status, headers and body of the answer', async () => {
      harness.answerWith(answer({ status: 202, headers: { 'x-seen': 'yes' }, body: Buffer.from([0, 255, 10]) }));
      const url = urlOf('hooks.test', '/in/a%20b?x=1&y=%D0');
      const given = await http.send({ method: 'POST', url, headers: { 'content-type': 'application/json' }, body: '{"a":"ა"}' });
      expect([given.status, given.headers['x-seen'], [...given.body]]).to.deep.equal([202, 'yes', [0, 255, 10]]);
      const [asked, ...more] = harness.asked();
      expect(more).to.deep.equal([]);
      expect(asked).to.deep.include({ method: 'POST', url: '/in/a%20b?x=1&y=%D0', body: '{"a":"ა"}' });
      expect(asked?.headers['content-type']).to.equal('application/json');
    });

    it('gives every status as an answer, and follows no redirect', async () => {
      harness.name('elsewhere.test', [harness.reachable]);
      for (const status of [204, 301, 302, 307, 308, 404, 410, 500, 503]) {
        const headers = { location: urlOf('elsewhere.test') };
        harness.answerWith(answer({ status, headers, body: Buffer.alloc(0) }));
        const given = await http.send({ method: 'GET', url: urlOf('hooks.test') });
        expect([given.status, given.headers['location']]).to.deep.equal([status, urlOf('elsewhere.test')]);
      }
      expect(harness.asked()).to.have.length(9);
    });

    it('refuses other schemes, ports, credentials, and what is no URL', async () => {
      const port = harness.port();
      for (const scheme of ['http', 'ftp', 'gopher', 'ws']) await refused(`${scheme}://hooks.test${port}/`, 'scheme');
      for (const url of ['file:///etc/passwd', 'javascript:alert(1)', 'data:,x']) await refused(url, 'scheme');
      for (const other of [22, 25, 80, 6379, 8080]) await refused(`https://hooks.test:${other}/`, 'port');
      for (const who of ['a@', 'a:b@', ':b@', '127.0.0.1@']) await refused(`https://${who}hooks.test${port}/`, 'credentials');
      for (const text of [
        '',
        'hooks.test',
        '/in',
        'https://',
        'https://[::1',
        'https://a b/',
        `https://hooks.test/${'x'.repeat(3_000)}`,
      ]) {
        await refused(text, 'url');
      }
      expect(harness.asked()).to.deep.equal([]);
    });

    it('refuses addresses that are not public, however they are written', async () => {
      for (const url of privateUrls) await refused(`${url}${harness.port()}/`, 'address');
      expect(harness.asked()).to.deep.equal([]);
    });

    it('refuses a name that leads to such an address, also when it leads to a public one besides', async () => {
      for (const address of ['10.0.0.1', '127.0.0.1', '169.254.169.254', '::1', 'fd00:ec2::254', '64:ff9b::a9fe:a9fe']) {
        harness.name('inside.test', [address]);
        await refused(urlOf('inside.test'), 'address');
        harness.name('both.test', [harness.reachable, address]);
        await refused(urlOf('both.test'), 'address');
      }
      expect(harness.asked()).to.deep.equal([]);
    });

    it('takes an answer as long as allowed, and gives up one that is longer', async () => {
      harness.answerWith(answer({ body: Buffer.alloc(1_000, 'x') }));
      expect((await http.send({ method: 'GET', url: urlOf('hooks.test') })).body).to.have.length(1_000);
      harness.answerWith(answer({ body: Buffer.alloc(1_001, 'x') }));
      await failed(urlOf('hooks.test'), 'too-large');
      harness.answerWith(answer({ body: Buffer.alloc(5_000_000, 'x') }));
      await failed(urlOf('hooks.test'), 'too-large');
    });

    it('gives up on a server that says nothing', async () => {
      harness.answerWith('silence');
      await failed(urlOf('hooks.test'), 'timeout');
    });

    it('fails for a name that there is not', () => failed(urlOf('nowhere.test'), 'unreachable'));

    it('leaves the headers of the connection to nobody: a fault of ours', async () => {
      for (const name of ['Host', 'host', 'Content-Length', 'transfer-encoding', 'Connection', 'Proxy-Authorization']) {
        const request: OutgoingRequest = { method: 'POST', url: urlOf('hooks.test'), headers: { [name]: 'inside.test' } };
        expect(await rejection(http.send(request)), name).to.be.instanceOf(TypeError);
      }
      expect(harness.asked()).to.deep.equal([]);
    });
  });
}
