import { Resolver } from 'node:dns/promises';
import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import {
  checkedHeaders,
  checkedUrl,
  type OutgoingAnswer,
  OutgoingFailed,
  OutgoingHttp,
  OutgoingRefused,
  type OutgoingRequest,
} from '../../core/outgoing/index.js';
import { isPublicAddress } from './public-address.js';

export interface OutgoingSettings {
  /** Default `https:` alone. */
  readonly schemes: readonly string[];
  /** Default 443 alone. */
  readonly ports: readonly number[];
  /** Which addresses may be connected to. Default: public ones. */
  readonly isAllowed: (address: string) => boolean;
  /** `host:port` of name servers. Default: those of the machine. */
  readonly nameServers: readonly string[] | undefined;
  /** PEM of the certificate authority to be trusted instead of the usual ones. */
  readonly authority: string | undefined;
  readonly connectMs: number;
  /** From the call to the last byte, resolving the name included. */
  readonly totalMs: number;
  readonly maxAnswerBytes: number;
}

const usual: OutgoingSettings = {
  schemes: ['https:'],
  ports: [443],
  isAllowed: isPublicAddress,
  nameServers: undefined,
  authority: undefined,
  connectMs: 3_000,
  totalMs: 10_000,
  maxAnswerBytes: 64 * 1024,
};

interface Place {
  readonly address: string;
  readonly family: 4 | 6;
}

/**
 * By Node's own client, a connection for each request. Names go to the name servers directly (c-ares): the hosts file of the machine plays no
 * part, and slow names take no thread from password hashes and pictures, as `dns.lookup` would.
 */
export class NodeOutgoingHttp extends OutgoingHttp {
  readonly #settings: OutgoingSettings;

  constructor(settings: Partial<OutgoingSettings> = {}) {
    super();
    this.#settings = { ...usual, ...settings };
  }

  override async send(request: OutgoingRequest): Promise<OutgoingAnswer> {
    const headers = checkedHeaders(request.headers);
    const url = checkedUrl(request.url, this.#settings);
    const signal = AbortSignal.timeout(this.#settings.totalMs);
    try {
      const places = await this.#placesOf(url.hostname, signal);
      return await this.#exchange(url, places, { ...request, headers }, signal);
    } catch (error) {
      if (error instanceof OutgoingRefused || error instanceof OutgoingFailed || error instanceof TypeError) throw error;
      throw new OutgoingFailed(signal.aborted ? 'timeout' : 'unreachable', error);
    }
  }

  /** One refused address is enough: a name that leads to our network as well is not meant well. */
  async #placesOf(hostname: string, signal: AbortSignal): Promise<Place[]> {
    const bare = hostname.replace(/^\[(.*)\]$/, '$1');
    const family = isIP(bare);
    const places = family === 0 ? await this.#resolve(bare, signal) : [{ address: bare, family: family as 4 | 6 }];
    if (places.some(({ address }) => !this.#settings.isAllowed(address))) throw new OutgoingRefused('address');
    return places;
  }

  async #resolve(name: string, signal: AbortSignal): Promise<Place[]> {
    const resolver = new Resolver();
    if (this.#settings.nameServers) resolver.setServers(this.#settings.nameServers);
    const cancel = (): void => resolver.cancel();
    signal.addEventListener('abort', cancel);
    try {
      const [four, six] = await Promise.allSettled([resolver.resolve4(name), resolver.resolve6(name)]);
      const found = [...placesIn(four, 4), ...placesIn(six, 6)];
      if (found.length === 0) throw four.status === 'rejected' ? four.reason : new Error('The name has no address');
      return found;
    } finally {
      signal.removeEventListener('abort', cancel);
    }
  }

  #exchange(url: URL, places: readonly Place[], request: OutgoingRequest, signal: AbortSignal): Promise<OutgoingAnswer> {
    const { connectMs, authority, maxAnswerBytes } = this.#settings;
    const secure = url.protocol === 'https:';
    // For several addresses, which share `connectMs`; the types of http.request do not know it (net.connect's do).
    const attempts = { autoSelectFamilyAttemptTimeout: Math.max(250, Math.floor(connectMs / places.length)) };
    return new Promise((resolve, reject) => {
      const sent = (secure ? https : http).request({
        method: request.method,
        protocol: url.protocol,
        hostname: url.hostname.replace(/^\[(.*)\]$/, '$1'),
        port: url.port,
        path: url.pathname + url.search,
        headers: { ...request.headers },
        lookup: pinnedTo(places),
        ...attempts,
        agent: false,
        signal,
        ...(authority === undefined ? {} : { ca: authority }),
      });
      const connecting = setTimeout(() => sent.destroy(new OutgoingFailed('timeout')), connectMs);
      sent.once('socket', (socket) => socket.once(secure ? 'secureConnect' : 'connect', () => clearTimeout(connecting)));
      sent.once('close', () => clearTimeout(connecting));
      sent.once('error', reject);
      // After a 101 without this, Node drops the connection and tells nobody: the promise would stay open for ever.
      sent.once('upgrade', (_answer, socket) => {
        socket.destroy();
        reject(new OutgoingFailed('unreachable'));
      });
      sent.once('response', (response) => {
        read(response, maxAnswerBytes).then(resolve, (error: unknown) => {
          sent.destroy();
          reject(error as Error);
        });
      });
      sent.end(request.body);
    });
  }
}

function placesIn(outcome: PromiseSettledResult<string[]>, family: 4 | 6): Place[] {
  return outcome.status === 'fulfilled' ? outcome.value.map((address) => ({ address, family })) : [];
}

/** Gives the addresses that were checked; nobody is asked again. An address in the URL itself is never looked up. */
function pinnedTo(places: readonly Place[]): LookupFunction {
  const [first] = places;
  if (!first) throw new Error('There is no address to connect to');
  return (_hostname, { all }, callback) => {
    if (all) callback(null, [...places]);
    else callback(null, first.address, first.family);
  };
}

async function read(response: IncomingMessage, maxBytes: number): Promise<OutgoingAnswer> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of response as AsyncIterable<Buffer>) {
    bytes += part.length;
    if (bytes > maxBytes) throw new OutgoingFailed('too-large');
    parts.push(part);
  }
  const headers = Object.entries(response.headersDistinct).map(([name, values = []]) => [name, values.join(', ')]);
  return {
    status: response.statusCode ?? 0,
    headers: Object.fromEntries(headers) as Record<string, string>,
    body: Buffer.concat(parts),
  };
}
