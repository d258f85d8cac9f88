import { createServer } from 'node:net';
import { once } from 'node:events';
import { expect } from 'chai';
import { NodeOutgoingHttp } from '../../../src/adapters/node-http/node-outgoing-http.js';
import { OutgoingFailed, OutgoingRefused } from '../../../src/core/outgoing/index.js';
import { outgoingHttpContract } from '../../contracts/outgoing-http.contract.js';
import { eventually } from '../../support/eventually.js';
import { rejection } from '../../support/rejection.js';
import { inside, outside, OutgoingWorld } from './outgoing-world.js';

const name = 'hooks.test';

describe('NodeOutgoingHttp', () => {
  let world: OutgoingWorld;
  const names = new Map<string, readonly string[]>();
  before(async () => {
    world = await OutgoingWorld.open(name);
  });
  beforeEach(() => {
    names.clear();
    world.forget();
    world.names(names);
    world.handler = (_req, res) => res.end('thanks');
  });
  afterEach(async () => {
    expect(world.visitsInside, 'connections to the inside').to.equal(0);
    await eventually('no connection stays open', () => world.connections === 0);
  });
  after(() => world.close());

  const url = (host = name): string => `https://${host}:${world.port}/in`;
  const get = (client = world.client(), host = name) => client.send({ method: 'GET', url: url(host) });
  const reasonOf = async (sending: Promise<unknown>): Promise<unknown> => {
    const error = await rejection(sending);
    expect(error).to.satisfy((it: unknown) => it instanceof OutgoingFailed || it instanceof OutgoingRefused);
    return (error as OutgoingFailed | OutgoingRefused).reason;
  };

  outgoingHttpContract({
    make: (limits) => world.client(limits),
    reachable: outside,
    port: () => `:${world.port}`,
    name: (host, addresses) => names.set(host, addresses),
    answerWith: (answer) => {
      world.handler = (_req, res) => {
        if (answer === 'silence') return;
        res.writeHead(answer.status, answer.headers);
        res.end(answer.body);
      };
    },
    asked: () => world.asked,
  });

  it('connects to the address that was checked, whatever the name leads to a moment later', async () => {
    const rounds = 5;
    world.dns.script = ({ type }, before) => (type === 'AAAA' ? [] : [before % 2 === 0 ? outside : inside]);
    const outcomes = [];
    for (let round = 0; round < rounds; round += 1) outcomes.push((await Promise.allSettled([get()]))[0].status);
    // Asked once each time: the second answer, to a question of its own, is refused by itself.
    expect(outcomes).to.deep.equal(['fulfilled', 'rejected', 'fulfilled', 'rejected', 'fulfilled']);
    expect(world.dns.asked.filter(({ type }) => type === 'A')).to.have.length(rounds);
    expect(world.asked).to.have.length(3);
  });

  it('tells TLS and Host the name, and checks the certificate against it', async () => {
    names.set(name, [outside]).set('other.test', [outside]);
    await get();
    expect(world.serverNames).to.deep.equal([name]);
    expect(world.asked[0]?.headers['host']).to.equal(`${name}:${world.port}`);
    expect(await reasonOf(get(world.client(), 'other.test'))).to.equal('unreachable');
    expect(await reasonOf(get(world.client({ authority: undefined })))).to.equal('unreachable');
    expect(world.asked).to.have.length(1);
  });

  it('sends nothing of ours along, and keeps no connection', async () => {
    names.set(name, [outside]);
    await get();
    expect(world.asked[0]?.headers).to.have.all.keys('host', 'connection');
    expect(world.asked[0]?.headers['connection']).to.equal('close');
  });

  it('asks no hosts file: localhost is what the name server says', async () => {
    expect(await reasonOf(get(world.client(), 'localhost'))).to.equal('unreachable');
    names.set('localhost', [inside]);
    expect(await reasonOf(get(world.client(), 'localhost'))).to.equal('address');
  });

  it('goes by the addresses of either family, and to the next when one is closed', async () => {
    // Nobody listens at the first.
    names.set(name, ['127.0.0.3', outside]);
    const client = world.client({ isAllowed: (address) => address.startsWith('127.0.0.') && address !== inside });
    expect((await get(client)).status).to.equal(200);
  });

  it('plain http only where it is allowed, and its own usual port', async () => {
    names.set(name, [outside]);
    const plain = `http://${name}:${world.port}/`;
    expect(await reasonOf(world.client().send({ method: 'GET', url: plain }))).to.equal('scheme');
    const inClear = world.client({ schemes: ['http:'], ports: [80] });
    expect(await reasonOf(inClear.send({ method: 'GET', url: plain }))).to.equal('port');
    const usual = new NodeOutgoingHttp({ nameServers: [world.dns.address], isAllowed: () => false });
    expect(await reasonOf(usual.send({ method: 'GET', url: `https://${name}/` }))).to.equal('address');
    expect(await reasonOf(usual.send({ method: 'GET', url: `http://${name}/` }))).to.equal('scheme');
    expect(await reasonOf(usual.send({ method: 'GET', url: `https://${name}:8443/` }))).to.equal('port');
  });

  it('gives up in time: on names that are not answered, on TLS that does not begin, on an answer that trickles', async () => {
    world.dns.script = () => 'silence';
    expect(await reasonOf(get())).to.equal('timeout');

    const mute = createServer().listen(0, outside);
    await once(mute, 'listening');
    const { port } = mute.address() as { port: number };
    world.names(names.set(name, [outside]));
    const sending = world.client({ ports: [port], totalMs: 60_000 }).send({ method: 'GET', url: `https://${name}:${port}/` });
    expect(await reasonOf(sending)).to.equal('timeout');
    mute.close();

    let trickle: NodeJS.Timeout | undefined;
    world.handler = (_req, res) => {
      res.writeHead(200);
      trickle = setInterval(() => res.write('x'), 20);
    };
    expect(await reasonOf(get())).to.equal('timeout');
    clearInterval(trickle);
  });

  it('fails at once where the server changes the protocol, which nobody asked for', async () => {
    names.set(name, [outside]);
    world.handler = (_req, res) =>
      res.socket?.end('HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n');
    expect(await reasonOf(get())).to.equal('unreachable');
  });

  it('stops reading where an answer becomes too long, and takes none that is cut off', async () => {
    names.set(name, [outside]);
    let ended = false;
    world.handler = (_req, res) => {
      res.writeHead(200);
      const more = setInterval(() => res.write(Buffer.alloc(10_000)), 1);
      res.once('close', () => {
        clearInterval(more);
        ended = true;
      });
    };
    expect(await reasonOf(get(world.client({ maxAnswerBytes: 50_000, totalMs: 20_000 })))).to.equal('too-large');
    await eventually('the server sees the end', () => ended);
    world.handler = (_req, res) => {
      res.writeHead(200, { 'content-length': '100' });
      res.write('half');
      setTimeout(() => res.destroy(), 20);
    };
    expect(await reasonOf(get())).to.equal('unreachable');
  });
});
