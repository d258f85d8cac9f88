import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** A TCP link on loopback to a server, which can be slow, silent or cut. Bytes stay in order. */
export class FaultyLink {
  /** How long each piece takes, either way. */
  delayMs = 0;
  /** Whether new connections end at once. */
  refuses = false;
  readonly #sockets = new Set<Socket>();
  readonly #silenced = new WeakSet<Socket>();

  private constructor(
    private readonly server: Server,
    readonly port: number,
  ) {}

  /** `target`: an address such as `redis://127.0.0.1:6379`. */
  static async to(target: string): Promise<FaultyLink> {
    const { hostname, port } = new URL(target);
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const link = new FaultyLink(server, (server.address() as AddressInfo).port);
    server.on('connection', (near) => {
      if (link.refuses) {
        near.destroy();
        return;
      }
      const far = connect(Number(port), hostname);
      link.#carry(near, far);
      link.#carry(far, near);
    });
    return link;
  }

  get redisUrl(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  /** Nothing passes any more on the connections there are, and nobody is told, as when a router forgot them. New ones work. */
  silence(): void {
    for (const socket of this.#sockets) this.#silenced.add(socket);
  }

  /** Ends every connection without a word; new ones are taken. */
  cut(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  async close(): Promise<void> {
    this.cut();
    this.server.close();
    await once(this.server, 'close');
  }

  #carry(from: Socket, to: Socket): void {
    this.#sockets.add(from);
    let last = Promise.resolve();
    from.on('data', (piece) => {
      const arrived = new Promise<void>((resolve) => {
        if (this.delayMs > 0) setTimeout(resolve, this.delayMs);
        else resolve();
      });
      last = Promise.all([last, arrived]).then(() => {
        if (!this.#silenced.has(from) && to.writable) to.write(piece);
      });
    });
    // A failure ends a socket; its end ends the other one.
    from.on('error', () => from.destroy());
    from.on('close', () => {
      this.#sockets.delete(from);
      to.destroy();
    });
  }
}
