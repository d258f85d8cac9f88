import { once } from 'node:events';
import net, { type AddressInfo } from 'node:net';
import { expect } from 'chai';
import express from 'express';
import supertest from 'supertest';
import { createExpressServer } from '../../../src/adapters/http/express-server.js';

/** The server leans on how Express 4 sets prototypes: behaviour must be that of `app.listen`. */
describe('createExpressServer', () => {
  const inner = express();
  inner.get('/who', (req, res) => {
    res.json({ baseUrl: req.baseUrl, path: req.path, ip: req.ip, host: req.hostname, app: req.app === inner });
  });
  const app = express();
  app.set('trust proxy', 1);
  app.set('env', 'production'); // A stack would name the listener, which is another one.
  app.use('/inner', inner);
  app.get('/json', (_req, res) => {
    res.status(201).set('x-own', 'yes').json({ letters: 'მოტო' });
  });
  app.get('/fail', () => {
    throw new Error('on purpose');
  });
  app.get('/after', (req, res) => res.send(String(req.app === app)));
  const ours = createExpressServer(app);
  const stock = supertest(app);
  before(async () => {
    ours.listen(0, '127.0.0.1');
    await once(ours, 'listening');
  });
  after(() => {
    ours.close();
  });

  for (const path of ['/inner/who', '/json', '/fail', '/after', '/none']) {
    it(`answers ${path} as Express's own server does`, async () => {
      const ask = (agent: ReturnType<typeof supertest>) =>
        agent.get(path).set({ 'x-forwarded-for': '203.0.113.9', host: 'api.test' });
      const [a, b] = [await ask(supertest(ours)), await ask(stock)];
      expect(a.status).to.equal(b.status);
      expect(a.text).to.equal(b.text);
      const named = ({ headers }: typeof a) =>
        Object.keys(headers).filter((name) => !['keep-alive', 'connection'].includes(name));
      expect(named(a)).to.deep.equal(named(b));
    });
  }

  async function raw(text: string): Promise<string> {
    const socket = net.connect((ours.address() as AddressInfo).port, '127.0.0.1');
    socket.write(text);
    let answer = '';
    for await (const chunk of socket) answer += String(chunk);
    return answer;
  }

  it('answers what is no HTTP in the envelope, and hangs up', async () => {
    const answer = await raw('NONSENSE\r\n\r\n');
    expect(answer)
      .to.match(/^HTTP\/1\.1 400 /)
      .and.include('"code":"MALFORMED_REQUEST"');
  });

  it('answers headers that are too large with 431', async () => {
    expect(await raw(`GET / HTTP/1.1\r\nhost: x\r\nx-long: ${'a'.repeat(20_000)}\r\n\r\n`)).to.match(/^HTTP\/1\.1 431 /);
  });
});
