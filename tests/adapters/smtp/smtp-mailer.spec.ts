import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { expect } from 'chai';
import { simpleParser } from 'mailparser';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { SmtpMailer, type SmtpTimeouts } from '../../../src/adapters/smtp/smtp-mailer.js';
import { mailerContract, type DeliveredMail } from '../../contracts/mailer.contract.js';
import { deliveredMail } from '../../support/delivered-mail.js';

const from = 'Bike Area <no-reply@bikearea.ge>';
const mail = { to: 'nino@example.ge', subject: 'კოდი', text: '048213' };

interface Received {
  readonly envelope: { readonly from: string; readonly to: string[] };
  readonly mail: DeliveredMail;
  readonly sender: string;
}

describe('SmtpMailer', () => {
  const received: Received[] = [];
  const logins: string[] = [];
  const connectionErrors: Error[] = [];
  const stops: (() => Promise<void>)[] = [];

  /** Takes every mail but those to `refused@…`. */
  async function startSmtpServer(options: SMTPServerOptions = {}): Promise<number> {
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      disableReverseLookup: true,
      onAuth: ({ username = '', password = '' }, _session, done) => {
        logins.push(`${username}:${password}`);
        done(null, { user: username });
      },
      onRcptTo: ({ address }, _session, done) =>
        done(
          address.startsWith('refused@') ? Object.assign(new Error(`<${address}> is unknown here`), { responseCode: 550 }) : null,
        ),
      onData: (stream, session, done) => {
        simpleParser(stream, { skipTextToHtml: true }).then((parsed) => {
          received.push({
            envelope: {
              from: session.envelope.mailFrom ? session.envelope.mailFrom.address : '',
              to: session.envelope.rcptTo.map(({ address }) => address),
            },
            mail: deliveredMail(parsed),
            sender: parsed.from?.text ?? '',
          });
          done();
        }, done);
      },
      ...options,
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    // A client that hangs up is an error event here; without a listener it would end the process.
    server.on('error', (error) => connectionErrors.push(error));
    stops.push(() => new Promise((resolve) => server.close(resolve)));
    return (server.server.address() as AddressInfo).port;
  }

  /** A bare TCP server. */
  async function startTcpServer(onConnection: (socket: Socket) => void): Promise<number> {
    const sockets = new Set<Socket>();
    const server: Server = createServer((socket) => {
      sockets.add(socket.on('error', () => socket.destroy()));
      onConnection(socket);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    stops.push(async () => {
      sockets.forEach((socket) => socket.destroy());
      await new Promise((resolve) => server.close(resolve));
    });
    return (server.address() as AddressInfo).port;
  }

  const mailerAt = (port: number, timeouts: SmtpTimeouts = {}, query = ''): SmtpMailer =>
    new SmtpMailer(`smtp://127.0.0.1:${port}${query}`, from, timeouts);

  async function failureOf(work: Promise<unknown>): Promise<{ message: string; tookMs: number }> {
    const start = performance.now();
    const error = await work.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).to.be.instanceOf(Error);
    return { message: (error as Error).message, tookMs: performance.now() - start };
  }

  async function stopAll(): Promise<void> {
    await Promise.all(stops.splice(0).map((stop) => stop()));
    received.length = 0;
    logins.length = 0;
    connectionErrors.length = 0;
  }
  afterEach(stopAll);

  mailerContract({
    create: async () => mailerAt(await startSmtpServer()),
    createBroken: async () =>
      mailerAt(
        await startSmtpServer({ onRcptTo: ({ address }, _session, done) => done(new Error(`no ${address.toUpperCase()} here`)) }),
      ),
    delivered: async () => received.map((one) => one.mail),
    dispose: stopAll,
  });

  it('sends from the address of the settings to the one receiver', async () => {
    await mailerAt(await startSmtpServer()).send(mail);
    expect(received.map(({ envelope, sender }) => ({ envelope, sender }))).to.deep.equal([
      { envelope: { from: 'no-reply@bikearea.ge', to: ['nino@example.ge'] }, sender: '"Bike Area" <no-reply@bikearea.ge>' },
    ]);
  });

  it('rejects when the server refuses the receiver, and hides the address that the server repeats', async () => {
    const { message } = await failureOf(mailerAt(await startSmtpServer()).send({ ...mail, to: 'refused@example.ge' }));
    expect(message).to.contain('550').and.to.contain('is unknown here').and.not.to.contain('refused@');
    expect(received).to.deep.equal([]);
  });

  it('rejects when the server refuses the message after its last byte', async () => {
    const port = await startSmtpServer({
      onData: (stream, _session, done) =>
        stream.resume().on('end', () => done(Object.assign(new Error('mailbox full'), { responseCode: 452 }))),
    });
    expect((await failureOf(mailerAt(port).send(mail))).message).to.contain('mailbox full');
  });

  it('rejects when nobody listens', async () => {
    const port = await startSmtpServer();
    await stopAll();
    expect((await failureOf(mailerAt(port).send(mail))).message).to.contain('ECONNREFUSED');
  });

  it('rejects within its bound when the server accepts the connection and never says hello', async () => {
    const port = await startTcpServer(() => undefined);
    const { tookMs } = await failureOf(mailerAt(port, { greetingMs: 200 }).send(mail));
    expect(tookMs).to.be.within(150, 2000);
  });

  it('rejects within its bound when the server falls silent in the middle', async () => {
    const port = await startTcpServer((socket) => {
      socket.write('220 hello\r\n');
      socket.once('data', () => socket.write('250 fine\r\n'));
    });
    const { tookMs } = await failureOf(mailerAt(port, { socketMs: 200 }).send(mail));
    expect(tookMs).to.be.within(150, 2000);
  });

  it('rejects within its bound when the server keeps talking without end, and hangs up', async () => {
    let hungUp = (): void => undefined;
    const closed = new Promise<void>((resolve) => (hungUp = resolve));
    const port = await startTcpServer((socket) => {
      socket.write('220 hello\r\n');
      const drip = setInterval(() => socket.write('250-still thinking\r\n'), 50);
      socket.on('close', () => {
        clearInterval(drip);
        hungUp();
      });
    });
    const { message, tookMs } = await failureOf(mailerAt(port, { socketMs: 5000, totalMs: 400 }).send(mail));
    expect(message).to.contain('within 400 ms');
    expect(tookMs).to.be.within(350, 2000);
    await closed;
  });

  it('gives no password to a TLS server whose certificate is signed by nobody', async () => {
    const port = await startSmtpServer({ secure: true, authOptional: false, disabledCommands: [] });
    const mailer = new SmtpMailer(`smtps://us%40er:p%2Fw@127.0.0.1:${port}`, from);
    expect((await failureOf(mailer.send(mail))).message).to.match(/certificate/i);
    expect(logins).to.deep.equal([]);
  });

  it('never sends a password in the clear, unless told that it may', async () => {
    const port = await startSmtpServer({ allowInsecureAuth: true, authOptional: false });
    const address = `smtp://us%40er:p%2Fw@127.0.0.1:${port}`;
    await failureOf(new SmtpMailer(address, from).send(mail));
    expect(logins).to.deep.equal([]);
    await new SmtpMailer(`${address}?requireTLS=false`, from).send(mail);
    expect(logins).to.deep.equal(['us@er:p/w']);
    expect(received.length).to.equal(1);
  });

  for (const wrong of ['', 'localhost:25', 'http://mail.example', 'smtp://']) {
    it(`refuses the address ${JSON.stringify(wrong)} without repeating it`, () => {
      expect(() => new SmtpMailer(wrong, from)).to.throw(TypeError, 'must look like');
    });
  }
});
