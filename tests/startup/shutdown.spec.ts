import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { eventually } from '../support/eventually.js';
import { RunningProgram, type Variables } from './program.js';

const body = JSON.stringify({ email: 'nobody@example.ge', password: 'Wrong-password-1' });

/** A request whose body is still being sent: everything but the last byte. */
class SlowRequest {
  answer = '';
  closed = false;

  private constructor(private readonly socket: Socket) {
    socket.on('data', (chunk: Buffer) => (this.answer += chunk.toString()));
    socket.on('close', () => (this.closed = true));
    socket.on('error', () => (this.closed = true));
  }

  static async begin(base: string): Promise<SlowRequest> {
    const { hostname, port } = new URL(base);
    const socket = connect(Number(port), hostname);
    await once(socket, 'connect');
    const head = ['POST /api/v1/auth/login HTTP/1.1', 'Host: api.test', 'Content-Type: application/json'];
    socket.write(`${[...head, `Content-Length: ${Buffer.byteLength(body)}`].join('\r\n')}\r\n\r\n${body.slice(0, -1)}`);
    return new SlowRequest(socket);
  }

  finish(): void {
    this.socket.write(body.slice(-1));
  }
}

describe('stopping', function () {
  this.timeout(90_000);
  let directory: string;
  let server: RunningProgram;
  let base: string;

  const start = async (more: Variables = {}): Promise<void> => {
    server = RunningProgram.start('src/main.ts', { DATA_DIR: directory, PORT: '0', SEED_DEMO: 'false', ...more });
    base = await server.address();
  };
  before(() => {
    directory = mkdtempSync(path.join(tmpdir(), 'bikearea-stop-'));
  });
  afterEach(() => server.kill());
  after(() => rmSync(directory, { recursive: true, force: true }));

  it('is announced by readiness, still takes requests for a moment, answers what is in flight, then ends with 0', async () => {
    await start({ SHUTDOWN_DELAY_MS: '1500' });
    const slow = await SlowRequest.begin(base);
    server.signal('SIGTERM');
    await eventually('readiness is 503', async () => (await fetch(`${base}/health/ready`)).status === 503, 1_200);
    expect((await fetch(`${base}/health/live`)).status).to.equal(200);
    expect((await fetch(`${base}/api/v1/listings/categories`)).status).to.equal(200);
    await eventually(
      'no new connection is taken',
      () =>
        fetch(`${base}/health/live`).then(
          () => false,
          () => true,
        ),
      10_000,
    );
    expect(slow.closed).to.equal(false);
    slow.finish();
    expect(await server.ended()).to.equal(0);
    expect(slow.answer)
      .to.match(/^HTTP\/1\.1 401 /)
      .and.include('INVALID_CREDENTIALS');
    expect(server.output).to.match(/SIGTERM: finishing.*[\s\S]*Everything is closed/);
  });

  it('does not wait for idle connections, nor longer than it may for a request that never ends', async () => {
    await start({ SHUTDOWN_TIMEOUT_MS: '1500' });
    await fetch(`${base}/health/live`);
    await SlowRequest.begin(base);
    const before = performance.now();
    server.signal('SIGTERM');
    expect(await server.ended()).to.equal(0);
    expect(performance.now() - before).to.be.within(1_400, 8_000);
  });

  it('is forced by a second signal, with code 1', async () => {
    await start();
    await SlowRequest.begin(base);
    server.signal('SIGTERM');
    await server.says('SIGTERM: finishing');
    await new Promise((resolve) => setTimeout(resolve, 600));
    const before = performance.now();
    server.signal('SIGTERM');
    expect(await server.ended()).to.equal(1);
    expect(performance.now() - before).to.be.lessThan(3_000);
    expect(server.output).to.include('SIGTERM again: ending at once');
  });

  it('takes two signals at the same moment for one wish, as Ctrl-C under npm sends them', async () => {
    await start({ SHUTDOWN_DELAY_MS: '300' });
    server.signal('SIGINT');
    await server.says('SIGINT: finishing');
    server.signal('SIGINT');
    expect(await server.ended()).to.equal(0);
  });

  it('during a first start lets the database be made, then ends with 0, and the next start finds it whole', async () => {
    const fresh = { DATA_DIR: path.join(directory, 'new'), PORT: '0' };
    server = RunningProgram.start('src/main.ts', fresh);
    await eventually('the database is being made', () => existsSync(path.join(fresh.DATA_DIR, 'postgres.lock')), 20_000);
    await new Promise((resolve) => setTimeout(resolve, 500));
    server.signal('SIGTERM');
    expect(await server.ended(40_000), server.everything).to.equal(0);
    expect(server.errors).to.equal('');
    await start(fresh);
    expect((await fetch(`${base}/health/ready`)).status).to.equal(200);
    expect(server.output).to.include('Demo logins').and.not.include('demo people were made');
  });
});
