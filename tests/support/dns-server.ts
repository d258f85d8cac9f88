import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { isIP } from 'node:net';

const types: Readonly<Record<number, 'A' | 'AAAA'>> = { 1: 'A', 28: 'AAAA' };

export interface DnsQuestion {
  readonly name: string;
  readonly type: 'A' | 'AAAA';
}

/** The addresses of a name, by what was asked before; `undefined`: there is no such name; `'silence'`: no answer at all. */
export type DnsScript = (question: DnsQuestion, askedBefore: number) => readonly string[] | undefined | 'silence';

function bytesOf(address: string): Buffer {
  if (isIP(address) === 4) return Buffer.from(address.split('.').map(Number));
  const [head = '', tail = ''] = address.split('::');
  const groups = (text: string): string[] => (text === '' ? [] : text.split(':'));
  const [left, right] = [groups(head), groups(tail)];
  const all = [...left, ...Array<string>(8 - left.length - right.length).fill('0'), ...right];
  return Buffer.from(all.map((group) => group.padStart(4, '0')).join(''), 'hex');
}

/** RFC 1035, section 4: one question, answers that refer to its name. */
function answerTo(query: Buffer, questionEnd: number, type: number, addresses: readonly string[] | undefined): Buffer {
  const head = Buffer.from(query.subarray(0, 12));
  head.writeUInt16BE(addresses ? 0x8180 : 0x8183, 2);
  head.writeUInt16BE(1, 4);
  head.writeUInt16BE(addresses?.length ?? 0, 6);
  head.writeUInt32BE(0, 8);
  const records = (addresses ?? []).map((address) => {
    const data = bytesOf(address);
    const record = Buffer.alloc(12);
    record.writeUInt16BE(0xc00c, 0);
    record.writeUInt16BE(type, 2);
    record.writeUInt16BE(1, 4);
    record.writeUInt16BE(data.length, 10);
    return Buffer.concat([record, data]);
  });
  return Buffer.concat([head, query.subarray(12, questionEnd), ...records]);
}

/** A name server on loopback whose answers live for no time. */
export class DnsServer {
  readonly asked: DnsQuestion[] = [];
  script: DnsScript = () => undefined;

  private constructor(private readonly socket: Socket) {
    socket.on('message', (query, { port, address }) => this.#answer(query, (answer) => socket.send(answer, port, address)));
  }

  static async start(): Promise<DnsServer> {
    const socket = createSocket('udp4');
    socket.bind(0, '127.0.0.1');
    await once(socket, 'listening');
    return new DnsServer(socket);
  }

  /** For `Resolver.setServers`. */
  get address(): string {
    return `127.0.0.1:${this.socket.address().port}`;
  }

  stop(): void {
    this.socket.close();
  }

  #answer(query: Buffer, send: (answer: Buffer) => void): void {
    const labels: string[] = [];
    let at = 12;
    for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
      labels.push(query.toString('latin1', at + 1, at + 1 + length));
      at += 1 + length;
    }
    const number = query.readUInt16BE(at + 1);
    const type = types[number];
    if (!type) return;
    const question = { name: labels.join('.').toLowerCase(), type };
    const before = this.asked.filter(({ name, type: other }) => name === question.name && other === type).length;
    this.asked.push(question);
    const addresses = this.script(question, before);
    if (addresses === 'silence') return;
    send(
      answerTo(
        query,
        at + 5,
        number,
        addresses?.filter((address) => isIP(address) === (type === 'A' ? 4 : 6)),
      ),
    );
  }
}
