import os from 'node:os';
import type { BenchCase } from './cases.js';
import type { Figures } from './drive.js';

export interface CaseResult {
  readonly bench: BenchCase;
  readonly ours: Figures;
  readonly yardstick: Figures;
}

const whole = (value: number): string => Math.round(value).toLocaleString('en-US');
const ratio = (value: number): string => value.toFixed(2);
const ms = (value: number): string => value.toFixed(1);

function row({ bench, ours, yardstick }: CaseResult): string {
  return [
    bench.name,
    whole(ours.requestsPerSecond),
    `${ms(ours.p50)} / ${ms(ours.p95)} / ${ms(ours.p99)}`,
    whole(ours.cpuMicrosPerRequest),
    whole(yardstick.requestsPerSecond),
    whole(yardstick.cpuMicrosPerRequest),
    ratio(ours.requestsPerSecond / yardstick.requestsPerSecond),
    ratio(ours.cpuMicrosPerRequest / yardstick.cpuMicrosPerRequest),
    bench.aim === undefined ? '' : `≥ ${ratio(bench.aim)}`,
  ].join(' | ');
}

/** The table of one run. Figures of different runs cannot be compared: only the ratios within one mean anything. */
export function markdown(
  results: readonly CaseResult[],
  setting: { backing: string; rounds: number; seconds: number; connections: number },
): string {
  const { backing, rounds, seconds, connections } = setting;
  return [
    `Node ${process.version}, ${os.availableParallelism()} cores (${os.cpus()[0]?.model ?? 'unknown'}), ${backing}.`,
    `${rounds} rounds of ${seconds} s a case after a warm-up, ${connections} connections (sign-in: 4), ours and the yardstick in turns; medians.`,
    'The yardstick is stock Express 4 with one handler that calls `res.json` on the same 6 KB object.',
    '',
    '| case | req/s | p50 / p95 / p99 ms | CPU µs/req | yardstick req/s | yardstick CPU µs | x yardstick (req/s) | x yardstick (CPU) | aim (req/s) |',
    '| --- | --: | --: | --: | --: | --: | --: | --: | --: |',
    ...results.map((result) => `| ${row(result)} |`),
    '',
  ].join('\n');
}
