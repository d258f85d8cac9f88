import http from 'node:http';
import net, { type AddressInfo } from 'node:net';
import { expect } from 'chai';
import type { Request, Response } from 'express';
import { readMultipart } from '../../../src/adapters/http/multipart.js';
import { Logger } from '../../../src/core/observability/index.js';
import { buildTestApp, type TestApp } from '../../support/build-test-app.js';
import { eventually } from '../../support/eventually.js';
import { LogLines } from '../../support/log-lines.js';
import { createPerson, type Person } from '../../support/people.js';
import { rejection } from '../../support/rejection.js';
import { expectNothingLeftOver, mediaRows, temporaryFiles } from './stored-files.js';

const MB = 1024 * 1024;
const partHead = '--b0und\r\ncontent-disposition: form-data; name="avatar"; filename="a.jpg"\r\ncontent-type: image/jpeg\r\n\r\n';

/** Multipart bodies as the wire has them: cut off, without end, too long. */
describe('uploads on the wire', () => {
  const lines = new LogLines();
  let app: TestApp;
  let person: Person;
  let port: number;
  before(async () => {
    app = await buildTestApp((container) => container.rebind(Logger).toConstantValue(lines));
    person = await createPerson(app);
    port = (app.application.http.server.address() as AddressInfo).port;
  });
  beforeEach(() => {
    lines.all.length = 0;
  });
  afterEach(async () => {
    await expectNothingLeftOver(app);
    expect(await mediaRows(app)).to.deep.equal([]);
    expect(lines.at('error')).to.deep.equal([]);
  });
  after(() => app.close());

  const path = '/api/v1/media/avatar';
  const headers = (more: Record<string, string | number> = {}) => ({
    authorization: person.authorization,
    'content-type': 'multipart/form-data; boundary=b0und',
    ...more,
  });
  const head = (more: Record<string, string | number>): string =>
    `PATCH ${path} HTTP/1.1\r\nhost: x\r\n${Object.entries(headers(more))
      .map(([name, value]) => `${name}: ${value}\r\n`)
      .join('')}\r\n`;
  const accessLine = (): string | undefined => lines.all.find(({ context }) => context === 'access')?.message;

  interface Answer {
    readonly status: number;
    readonly headers: http.IncomingHttpHeaders;
    readonly body: { error: { code: string; details?: object } };
  }
  /** One request of the plain client; `write` sends the body. */
  const request = (
    given: Record<string, string | number>,
    write: (out: http.ClientRequest) => void,
    agent?: http.Agent,
  ): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const out = http.request({
        host: '127.0.0.1',
        port,
        path,
        method: 'PATCH',
        headers: headers(given),
        ...(agent ? { agent } : {}),
      });
      out.on('error', reject);
      out.on('response', (answer) => {
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.on('error', reject);
        answer.on('end', () =>
          resolve({
            status: answer.statusCode ?? 0,
            headers: answer.headers,
            body: JSON.parse(Buffer.concat(parts).toString()) as Answer['body'],
          }),
        );
      });
      write(out);
    });
  const whole = (text: string) => (out: http.ClientRequest) => void out.end(text);

  it('a client that hangs up in the middle of the file leaves nothing behind, and no alarm', async () => {
    const framings: Record<string, string | number>[] = [{ 'content-length': MB }, { 'transfer-encoding': 'chunked' }];
    for (const framing of framings) {
      lines.all.length = 0;
      const socket = net.connect(port, '127.0.0.1');
      const half = partHead + 'x'.repeat(300_000);
      const chunk = 'content-length' in framing ? half : `${half.length.toString(16)}\r\n${half}\r\n`;
      socket.write(head(framing) + chunk);
      await eventually('the file has begun to arrive', () => temporaryFiles(app).length === 1);
      socket.destroy();
      await eventually('the file is gone again', () => temporaryFiles(app).length === 0);
      await eventually('the request is logged', () => accessLine() !== undefined);
      expect(accessLine()).to.equal(`PATCH ${path} 499`);
    }
  });

  it('a client that hangs up when its file is too large already leaves nothing behind either', async () => {
    const socket = net.connect(port, '127.0.0.1');
    socket.write(head({ 'content-length': 12 * MB }) + partHead + 'x'.repeat(8 * MB), () => socket.destroy());
    await eventually('the file has begun to arrive', () => temporaryFiles(app).length === 1);
    await eventually('the file is gone again', () => temporaryFiles(app).length === 0);
    await eventually('the request is logged', () => accessLine() !== undefined);
  });

  it('a client that left before the body is read is not waited for', async () => {
    const outcome = new Promise<unknown>((resolve) => {
      const server = http.createServer((req, res) => {
        req.once('close', () => {
          const upload = { field: 'avatar', maxFiles: 1, maxBytes: MB };
          resolve(rejection(readMultipart(req as Request, res as Response, upload, app.application.config.dataDir)));
          server.close();
        });
      });
      server.listen(0, '127.0.0.1', () => {
        const socket = net.connect((server.address() as AddressInfo).port, '127.0.0.1');
        socket.write(head({ 'content-length': MB }) + partHead, () => socket.destroy());
      });
    });
    expect(await outcome).to.have.property('code', 'MALFORMED_REQUEST');
  });

  it('a client that hangs up right after the headers, while we look up who it is, raises no alarm', async () => {
    for (let round = 0; round < 10; round += 1) {
      lines.all.length = 0;
      const socket = net.connect(port, '127.0.0.1');
      socket.write(head({ 'content-length': MB }) + partHead, () => socket.destroy());
      await eventually('the request is logged', () => accessLine() !== undefined);
    }
  });

  it('a body that ends before its time is 400, wherever it was cut', async () => {
    const full = `${partHead}${'x'.repeat(2_000)}\r\n--b0und--\r\n`;
    for (const end of [0, 10, partHead.length - 2, partHead.length, partHead.length + 1_000, full.length - 6]) {
      const { status, body } = await request({}, whole(full.slice(0, end) || ' '));
      expect([status, body.error.code], `cut at ${end}`).to.deep.equal([400, 'MALFORMED_REQUEST']);
    }
  });

  it('another boundary than announced, none, or none of the multipart kind', async () => {
    const full = `${partHead}x\r\n--b0und--\r\n`;
    const answers: [string, number, string][] = [
      ['multipart/form-data; boundary=other', 400, 'MALFORMED_REQUEST'],
      ['multipart/form-data', 400, 'MALFORMED_REQUEST'],
      ['multipart/form-data;', 400, 'MALFORMED_REQUEST'],
      ['multipart/form-data; boundary=', 400, 'MALFORMED_REQUEST'],
      ['multipart/mixed; boundary=b0und', 415, 'UNSUPPORTED_MEDIA_TYPE'],
      ['application/json', 415, 'UNSUPPORTED_MEDIA_TYPE'],
      ['image/jpeg', 415, 'UNSUPPORTED_MEDIA_TYPE'],
      ['', 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ];
    for (const [type, status, code] of answers) {
      const answer = await request({ 'content-type': type }, whole(full));
      expect([answer.status, answer.body.error.code], type).to.deep.equal([status, code]);
    }
  });

  it('11 MB: a browser-like client reads its 413', async () => {
    const form = new FormData();
    form.append('avatar', new Blob([Buffer.alloc(11 * MB, 1)]), 'big.jpg');
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
      method: 'PATCH',
      headers: { authorization: person.authorization },
      body: form,
      signal: AbortSignal.timeout(10_000),
    });
    expect(answer.status).to.equal(413);
    expect(await answer.json()).to.have.nested.property('error.code', 'PAYLOAD_TOO_LARGE');
  });

  it('11 MB: the connection can be used again', async () => {
    const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
    const big = `${partHead}${'x'.repeat(11 * MB)}\r\n--b0und--\r\n`;
    const first = await request({ 'content-length': big.length }, whole(big), agent);
    expect([first.status, first.body.error.code]).to.deep.equal([413, 'PAYLOAD_TOO_LARGE']);
    const second = await request({ 'content-length': 0, 'content-type': 'text/plain' }, whole(''), agent);
    expect(second.status).to.equal(415);
    agent.destroy();
  });

  it('what is announced as too long to be waited for is refused at once, and the connection ends', async () => {
    const answer = await request({ 'content-length': 100 * MB }, (out) => out.write(partHead));
    expect([answer.status, answer.body.error.code]).to.deep.equal([413, 'PAYLOAD_TOO_LARGE']);
    expect(answer.headers['connection']).to.equal('close');
  });

  it('a body without end is read up to a bound, then the connection ends', async () => {
    const socket = net.connect(port, '127.0.0.1');
    const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
    // The reset that ends the sending is what the test is about.
    socket.on('error', (error: NodeJS.ErrnoException) => expect(error.code).to.be.oneOf(['ECONNRESET', 'EPIPE']));
    let sentMb = 0;
    const chunk = `${MB.toString(16)}\r\n${'x'.repeat(MB)}\r\n`;
    const more = (error?: Error | null): void => {
      if (error || sentMb >= 200) return;
      sentMb += 1;
      socket.write(chunk, more);
    };
    socket.write(`${head({ 'transfer-encoding': 'chunked' })}${partHead.length.toString(16)}\r\n${partHead}\r\n`, more);
    await closed;
    expect(sentMb).to.be.within(32, 64);
    await eventually('the request is logged', () => accessLine() !== undefined);
    expect(accessLine()).to.equal(`PATCH ${path} 413`);
  });

  it('20 uploads cut off at once leave nothing behind, and the next one is served', async () => {
    const sockets = Array.from({ length: 20 }, () => net.connect(port, '127.0.0.1'));
    for (const socket of sockets) socket.write(head({ 'content-length': MB }) + partHead + 'x'.repeat(100_000));
    await eventually('files have begun to arrive', () => temporaryFiles(app).length > 0);
    for (const socket of sockets) socket.destroy();
    await eventually('all are logged', () => lines.all.filter(({ context }) => context === 'access').length === 20);
    expect((await request({}, whole(' '))).status).to.equal(400);
  });
});
