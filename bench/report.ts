import os from 'node:os';
import type { BenchCase } from './cases.js';
import type { Figures } from './drive.js';
import type { LeftOut } from './preparation.js';

export interface CaseResult {
  readonly bench: BenchCase;
  readonly ours: Figures;
  readonly yardstick: Figures;
}

export interface ScaleResult {
  readonly bench: BenchCase;
  readonly small: Figures;
  readonly large: Figures;
}

export interface Setting {
  readonly backing: string;
  readonly rounds: number;
  readonly seconds: number;
  readonly connections: number;
}

/** How much slower a reading may be on the large database. */
const scaleAim = 1.3;

const whole = (value: number): string => Math.round(value).toLocaleString('en-US');
const ratio = (value: number): string => value.toFixed(2);
const ms = (value: number): string => value.toFixed(1);
const latencies = ({ p50, p95, p99 }: Figures): string => `${ms(p50)} / ${ms(p95)} / ${ms(p99)}`;

/** `columns`: titles, the first one of text, the others of numbers. */
function table(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const rule = columns.map((_, position) => (position === 0 ? '---' : '--:'));
  return [columns, rule, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function machine(backing: string): string {
  return `Node ${process.version}, ${os.availableParallelism()} cores (${os.cpus()[0]?.model ?? 'unknown'}), ${backing}.`;
}

const yardstick = 'The yardstick is stock Express 4 with one handler that calls `res.json` on the same 6 KB object.';

function listed(leftOut: readonly LeftOut[]): string {
  if (leftOut.length === 0) return '';
  return ['', 'Left out:', '', ...leftOut.map(({ name, reason }) => `- ${name}: ${reason}`), ''].join('\n');
}

const besideYardstick = ({ bench, ours, yardstick: stock }: CaseResult): string[] => [
  bench.name,
  whole(ours.requestsPerSecond),
  latencies(ours),
  whole(ours.cpuMicrosPerRequest),
  whole(stock.requestsPerSecond),
  whole(stock.cpuMicrosPerRequest),
  ratio(ours.requestsPerSecond / stock.requestsPerSecond),
  ratio(ours.cpuMicrosPerRequest / stock.cpuMicrosPerRequest),
];

const yardstickColumns = [
  'case',
  'req/s',
  'p50 / p95 / p99 ms',
  'CPU µs/req',
  'yardstick req/s',
  'yardstick CPU µs',
  'x yardstick (req/s)',
  'x yardstick (CPU)',
];

/** Figures of different runs cannot be compared: only the ratios within one mean anything. */
export function hostReport(results: readonly CaseResult[], leftOut: readonly LeftOut[], setting: Setting): string {
  const { backing, rounds, seconds, connections } = setting;
  return [
    machine(backing),
    `${rounds} rounds of ${seconds} s a case after a warm-up, ${connections} connections (sign-in: 4), ours and the yardstick in turns; medians.`,
    yardstick,
    '',
    table(
      [...yardstickColumns, 'aim (req/s)'],
      results.map((result) => [...besideYardstick(result), result.bench.aim === undefined ? '' : `≥ ${ratio(result.bench.aim)}`]),
    ),
    listed(leftOut),
  ].join('\n');
}

/** The processor time is that of the Node process: the work of PostgreSQL is in the requests/s alone. */
export function communityReport(results: readonly CaseResult[], leftOut: readonly LeftOut[], setting: Setting): string {
  const { backing, rounds, seconds } = setting;
  return [
    machine(backing),
    `${rounds} rounds of ${seconds} s a case after a warm-up, 100 connections, ours and the yardstick in turns; medians. CPU is that of the Node process.`,
    yardstick,
    'The old backend was measured once, with 100 connections at scale 1; its figures are constants. A p99 of at most a fifth of its own is aimed at.',
    '',
    table(
      [...yardstickColumns, 'x old backend (req/s)', 'aim', 'x old backend (p99)'],
      results.map((result) => [...besideYardstick(result), ...besideOld(result)]),
    ),
    listed(leftOut),
  ].join('\n');
}

function besideOld({ bench: { old }, ours }: CaseResult): string[] {
  if (!old) return ['', '', ''];
  return [
    ratio(ours.requestsPerSecond / old.requestsPerSecond),
    `≥ ${old.aim}`,
    old.p99 === undefined ? '' : ratio(ours.p99 / old.p99),
  ];
}

export function scaleReport(
  results: readonly ScaleResult[],
  leftOut: readonly LeftOut[],
  setting: Setting & { readonly small: string; readonly large: string },
): string {
  const { backing, rounds, seconds, small, large } = setting;
  return [
    machine(backing),
    `${rounds} rounds of ${seconds} s a case after a warm-up, 100 connections, the two databases in turns; medians. Small: \`${small}\`, large: \`${large}\`.`,
    '',
    table(
      ['case', 'small req/s', 'small p50 / p95 / p99 ms', 'large req/s', 'large p50 / p95 / p99 ms', 'p95 large / small', 'aim'],
      results.map((result) => [
        result.bench.name,
        whole(result.small.requestsPerSecond),
        latencies(result.small),
        whole(result.large.requestsPerSecond),
        latencies(result.large),
        ratio(result.large.p95 / result.small.p95),
        `≤ ${scaleAim}`,
      ]),
    ),
    listed(leftOut),
  ].join('\n');
}
