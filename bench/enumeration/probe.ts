import http from 'node:http';
import { performance } from 'node:perf_hooks';

/** What a stranger sees of an answer, but for what differs from call to call whoever asks: ids, times, what is left of a limit. */
export interface Probe {
  readonly ms: number;
  readonly status: number;
  /** Names, sorted. */
  readonly headers: string;
  readonly bodyBytes: number;
  readonly body: string;
}

/** Sends JSON below `/api/v1/auth` from one connection, as if from the address given. */
export class Stranger {
  readonly #agent = new http.Agent({ keepAlive: true, maxSockets: 1 });

  constructor(private readonly port: number) {}

  ask(path: string, body: object, address: string): Promise<Probe> {
    const text = JSON.stringify(body);
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text), 'x-forwarded-for': address };
    const began = performance.now();
    return new Promise((resolve, reject) => {
      const options = { host: '127.0.0.1', port: this.port, agent: this.#agent, method: 'POST', headers, timeout: 30_000 };
      const request = http.request({ ...options, path: `/api/v1/auth${path}` }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          const ms = performance.now() - began;
          const answer = Buffer.concat(chunks);
          const names = Object.keys(response.headers).sort().join(', ');
          resolve({ ms, status: response.statusCode ?? 0, headers: names, bodyBytes: answer.length, body: answer.toString() });
        });
      });
      request.on('timeout', () => request.destroy(new Error(`${path}: no answer within 30 s`)));
      request.on('error', reject);
      request.end(text);
    });
  }

  end(): void {
    this.#agent.destroy();
  }
}
