import { once } from 'node:events';
import http, { type RequestListener } from 'node:http';
import https from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { isPublicAddress } from '../../../src/adapters/node-http/public-address.js';
import { NodeOutgoingHttp, type OutgoingSettings } from '../../../src/adapters/node-http/node-outgoing-http.js';
import { DnsServer } from '../../support/dns-server.js';
import { ownCertificate } from '../../support/own-certificate.js';
import type { Asked } from '../../contracts/outgoing-http.contract.js';

/** Stands for an address of the Internet. */
export const outside = '127.0.0.2';
/** Stands for our own network; nothing may ever come here. */
export const inside = '127.0.0.1';

/** A name server, an https server outside, and one on the same port inside that counts who comes. */
export class OutgoingWorld {
  readonly asked: Asked[] = [];
  /** Names that TLS was asked for. */
  readonly serverNames: unknown[] = [];
  visitsInside = 0;
  handler: RequestListener = (_req, res) => res.end('thanks');
  readonly #open = new Set<Socket>();

  private constructor(
    readonly dns: DnsServer,
    private readonly certificate: { readonly key: string; readonly cert: string },
    private readonly servers: readonly http.Server[],
    readonly port: number,
  ) {}

  static async open(name: string): Promise<OutgoingWorld> {
    const certificate = ownCertificate(name);
    const listeners: { world?: OutgoingWorld } = {};
    const out = https.createServer(certificate, (req, res) => listeners.world?.serve(req, res));
    const trap = http.createServer((_req, res) => res.end('secret'));
    out.listen(0, outside);
    await once(out, 'listening');
    const { port } = out.address() as AddressInfo;
    trap.listen(port, inside);
    await once(trap, 'listening');
    const world = new OutgoingWorld(await DnsServer.start(), certificate, [out, trap], port);
    listeners.world = world;
    out.on('secureConnection', (socket) => world.serverNames.push(socket.servername));
    trap.on('connection', () => (world.visitsInside += 1));
    for (const server of [out, trap]) {
      server.on('connection', (socket: Socket) => {
        world.#open.add(socket);
        socket.once('close', () => world.#open.delete(socket));
      });
    }
    return world;
  }

  /** Connections that are open now. */
  get connections(): number {
    return this.#open.size;
  }

  /** The adapter as in production, but for the name server, the port, the certificate, and that `outside` counts as public. */
  client(settings: Partial<OutgoingSettings> = {}): NodeOutgoingHttp {
    return new NodeOutgoingHttp({
      ports: [this.port],
      isAllowed: (address) => address === outside || isPublicAddress(address),
      nameServers: [this.dns.address],
      authority: this.certificate.cert,
      connectMs: 400,
      totalMs: 800,
      ...settings,
    });
  }

  /** Every name of the table leads there, others nowhere. */
  names(table: ReadonlyMap<string, readonly string[]>): void {
    this.dns.script = ({ name }) => table.get(name);
  }

  forget(): void {
    this.asked.length = 0;
    this.serverNames.length = 0;
    this.dns.asked.length = 0;
    this.visitsInside = 0;
  }

  async close(): Promise<void> {
    this.dns.stop();
    for (const server of this.servers) {
      server.closeAllConnections();
      for (const socket of this.#open) socket.destroy();
      server.close();
      await once(server, 'close');
    }
  }

  private serve(req: http.IncomingMessage, res: http.ServerResponse): void {
    const parts: Buffer[] = [];
    req.on('data', (part: Buffer) => parts.push(part));
    req.on('end', () => {
      const headers = req.headers as Record<string, string | undefined>;
      this.asked.push({ method: req.method as Asked['method'], url: req.url ?? '', headers, body: String(Buffer.concat(parts)) });
      this.handler(req, res);
    });
  }
}
