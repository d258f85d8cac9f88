import { isIP } from 'node:net';
import {
  checkedHeaders,
  checkedUrl,
  type OutgoingAnswer,
  OutgoingFailed,
  OutgoingHttp,
  OutgoingRefused,
  type OutgoingRequest,
} from '../../src/core/outgoing/index.js';

/** What stands behind a name: an answer, or none within any time. */
export type Behind = (request: OutgoingRequest) => OutgoingAnswer | 'silence';

/** The Internet by a table, for tests of what sends: judges as the real one does, and connects to nothing. */
export class FakeOutgoingHttp extends OutgoingHttp {
  readonly sent: OutgoingRequest[] = [];
  readonly #hosts = new Map<string, { readonly addresses: readonly string[]; readonly answer: Behind }>();

  constructor(private readonly settings: { readonly isAllowed: (address: string) => boolean; readonly maxAnswerBytes: number }) {
    super();
  }

  host(name: string, addresses: readonly string[], answer: Behind): void {
    this.#hosts.set(name, { addresses, answer });
  }

  override async send(request: OutgoingRequest): Promise<OutgoingAnswer> {
    checkedHeaders(request.headers);
    const { hostname } = checkedUrl(request.url, { schemes: ['https:'], ports: [443] });
    const bare = hostname.replace(/^\[(.*)\]$/, '$1');
    const host = this.#hosts.get(bare);
    const addresses = isIP(bare) === 0 ? (host?.addresses ?? []) : [bare];
    if (addresses.some((address) => !this.settings.isAllowed(address))) throw new OutgoingRefused('address');
    if (!host) throw new OutgoingFailed('unreachable');
    this.sent.push(request);
    const answer = host.answer(request);
    if (answer === 'silence') throw new OutgoingFailed('timeout');
    if (answer.body.length > this.settings.maxAnswerBytes) throw new OutgoingFailed('too-large');
    return answer;
  }
}
