import autocannon from 'autocannon';
import type { MeasuredServer } from './measured-server.js';

export interface Request {
  readonly path: string;
  readonly method?: 'GET' | 'POST';
  readonly headers?: Record<string, string>;
  readonly body?: string;
  /** The status that counts as success; of the first request, for the whole list. */
  readonly expected?: number;
}

export interface Figures {
  readonly requestsPerSecond: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly cpuMicrosPerRequest: number;
}

/**
 * Loads one server for a while. Each connection sends the requests of the list in turn, beginning elsewhere, so that they do not all ask for the
 * same at the same moment. Rejects when an answer was not the expected one: a fast error is not a result.
 */
export async function drive(
  server: MeasuredServer,
  requests: readonly Request[],
  seconds: number,
  connections: number,
): Promise<Figures> {
  const before = await server.usage();
  const latencies: number[] = [];
  let begun = 0;
  const result = await new Promise<autocannon.Result>((resolve, reject) => {
    const options: autocannon.Options = {
      url: server.url,
      connections,
      duration: seconds,
      setupClient: (client) => {
        const first = Math.floor((begun * requests.length) / connections) % requests.length;
        begun += 1;
        client.setRequests([...requests.slice(first), ...requests.slice(0, first)].map(sent));
      },
    };
    const run = autocannon(options, (error: unknown, figures) => {
      if (error) reject(error as Error);
      else resolve(figures);
    });
    run.on('response', (_client, _status, _bytes, milliseconds) => latencies.push(milliseconds));
  });
  const after = await server.usage();
  const answered = result.requests.total;
  const expected = requests[0]?.expected ?? 200;
  const wrong = Object.entries(result.statusCodeStats ?? {}).filter(([status]) => Number(status) !== expected);
  if (answered === 0 || result.errors > 0 || wrong.length > 0) {
    throw new Error(
      `${requests[0]?.path}: ${answered} answers, ${result.errors} errors, unexpected statuses ${JSON.stringify(wrong)}`,
    );
  }
  return {
    requestsPerSecond: answered / result.duration,
    p50: percentile(latencies, 0.5),
    p95: percentile(latencies, 0.95),
    p99: percentile(latencies, 0.99),
    cpuMicrosPerRequest: (after.cpuMicros - before.cpuMicros) / answered,
  };
}

const sent = ({ path, method = 'GET', headers, body }: Request): autocannon.Request => ({
  path,
  method,
  ...(headers ? { headers } : {}),
  ...(body === undefined ? {} : { body }),
});

/** Sends one of the requests by itself. Rejects when it is not answered as expected. */
export async function attempt(base: string, { path, method = 'GET', headers, body, expected = 200 }: Request): Promise<void> {
  const answer = await fetch(base + path, { method, ...(headers ? { headers } : {}), ...(body === undefined ? {} : { body }) });
  await answer.arrayBuffer();
  if (answer.status !== expected) throw new Error(`${method} ${path.split('?')[0]} answers ${answer.status}`);
}

function percentile(values: readonly number[], share: number): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

/** The middle of several rounds, figure by figure. */
export function median(rounds: readonly Figures[]): Figures {
  const middle = (figure: (round: Figures) => number): number => {
    const sorted = rounds.map(figure).sort((a, b) => a - b);
    return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  };
  return {
    requestsPerSecond: middle((round) => round.requestsPerSecond),
    p50: middle((round) => round.p50),
    p95: middle((round) => round.p95),
    p99: middle((round) => round.p99),
    cpuMicrosPerRequest: middle((round) => round.cpuMicrosPerRequest),
  };
}
