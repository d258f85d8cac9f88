import type { Probe } from './probe.js';
import { median, type TimingDifference, timingDifference } from './timing-difference.js';

/** Asked in turns: accounts, addresses without one, and others without one, which show what chance alone makes of the same thing. */
export const arms = ['known', 'unknown', 'control'] as const;
export type Arm = (typeof arms)[number];

export interface Compared {
  readonly name: string;
  readonly status: string;
  /** Status, header names and length, over all calls. */
  readonly sameAnswers: boolean;
  readonly medians: Readonly<Record<Arm, number>>;
  readonly known: TimingDifference;
  /** Unknown against unknown: what chance makes of no difference at all. */
  readonly chance: TimingDifference;
}

export function compare(name: string, seen: Readonly<Record<Arm, readonly Probe[]>>): Compared {
  const all = Object.values(seen).flat();
  const looks = new Set(all.map(({ status, headers, bodyBytes }) => `${status} ${headers} ${bodyBytes}`));
  const ms = (arm: Arm): number[] => seen[arm].map((probe) => probe.ms);
  return {
    name,
    status: [...new Set(all.map(({ status }) => status))].join(', '),
    sameAnswers: looks.size === 1,
    medians: { known: median(ms('known')), unknown: median(ms('unknown')), control: median(ms('control')) },
    known: timingDifference(ms('known'), ms('unknown')),
    chance: timingDifference(ms('control'), ms('unknown')),
  };
}

const signed = (value: number, digits: number): string => `${value < 0 ? '' : '+'}${value.toFixed(digits)}`;
const difference = ({ medianMs, share, p }: TimingDifference): string =>
  `${signed(medianMs, 2)} ms (${signed(share * 100, 1)} %), p ${p.toFixed(3)}`;

export function report(compared: readonly Compared[], setting: string): string {
  const rows = compared.map(({ name, status, sameAnswers, medians, known, chance }) => [
    ...[name, status, sameAnswers ? 'yes' : '**no**', medians.known.toFixed(2), medians.unknown.toFixed(2)],
    ...[difference(known), difference(chance)],
  ]);
  const titles = [
    'call',
    'status',
    'same headers and length',
    'known, ms',
    'unknown, ms',
    'known − unknown',
    'unknown − unknown',
  ];
  const table = [titles, titles.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
  return `# Bench: whether an answer tells that an address has an account

${setting}

${table}

Medians. Both are asked one call at a time, in shuffled turns, each call about another address and from another one; mails are delivered between
the calls. \`p\`: how often a difference of medians as large comes about when the times of both are shuffled together (2,000 times); from 0.05 up, nothing
is told by these samples. The last column compares two sets of addresses of which none has an account: differences of that size are noise of the
machine. Aim: the difference to known ones under 5 %, and no \`p\` under 0.01.
`;
}
