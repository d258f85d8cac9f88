import { createHash } from 'node:crypto';

/** A place in the chain. Whoever kept one outside the database can tell later whether everything up to it is what it was. */
export interface ChainPosition {
  readonly sequence: number;
  /** SHA-256 in hexadecimal digits. */
  readonly hash: string;
}

/** Before the first row. */
export const chainStart: ChainPosition = { sequence: 0, hash: '0'.repeat(64) };

/** A row as the database writes its columns out as text, in this order: what is hashed, besides the hash before. */
export const hashedColumns = [
  ...['seq', 'at', 'id', 'kind', 'outcome', 'actor_id', 'subject_type', 'subject_id'],
  ...['address', 'user_agent', 'request_id', 'count', 'facts', 'before', 'after'],
] as const;

export interface ChainLink {
  readonly sequence: number;
  readonly columns: readonly (string | null)[];
  readonly previousHash: string;
  readonly hash: string;
}

/** Each text with its length in bytes before it, so that nothing can move from one column to the next; `-` stands for null. */
export function linkHash(columns: readonly (string | null)[], previousHash: string): string {
  const parts = columns.map((text) => (text === null ? '-' : `${Buffer.byteLength(text)}:${text}`));
  return createHash('sha256')
    .update(`${previousHash}\n${parts.join(',')}`)
    .digest('hex');
}

export interface ChainFault {
  readonly sequence: number;
  readonly what: 'altered' | 'removed' | 'inserted';
}

export interface ChainToVerify {
  /** Where what is kept begins: the end of what was removed for its age. */
  readonly start: ChainPosition;
  /** Where the database says it ends. */
  readonly head: ChainPosition;
  /** All rows in order of their sequence. */
  readonly links: AsyncIterable<ChainLink>;
  /** A position that was noted outside. */
  readonly expected?: ChainPosition;
}

export interface ChainReport {
  readonly checked: number;
  /** The first one. */
  readonly fault?: ChainFault;
  /** What became of the expected position; `too-old`: it stood among what was removed for its age. */
  readonly expectation?: 'met' | 'not-met' | 'too-old';
}

/** Walks the whole chain, up to the first fault. */
export async function verifyChain({ start, head, links, expected }: ChainToVerify): Promise<ChainReport> {
  let last = start;
  let checked = 0;
  let found = expected && hashAt(expected.sequence, start);
  for await (const link of links) {
    const fault = faultOf(link, last);
    if (fault) return { checked, fault };
    last = link;
    checked += 1;
    if (link.sequence === expected?.sequence) found = link.hash;
  }
  const fault = faultAtEnd(last, head);
  if (fault) return { checked, fault };
  if (!expected) return { checked };
  if (expected.sequence < start.sequence) return { checked, expectation: 'too-old' };
  return { checked, expectation: found === expected.hash ? 'met' : 'not-met' };
}

const hashAt = (sequence: number, { sequence: known, hash }: ChainPosition): string | undefined =>
  sequence === known ? hash : undefined;

function faultOf(link: ChainLink, last: ChainPosition): ChainFault | undefined {
  const { sequence } = link;
  if (sequence <= last.sequence) return { sequence, what: 'inserted' };
  if (sequence > last.sequence + 1) return { sequence: last.sequence + 1, what: 'removed' };
  if (linkHash(link.columns, link.previousHash) !== link.hash) return { sequence, what: 'altered' };
  // Its own hash is right, so it was made for another one before it.
  if (link.previousHash !== last.hash) return { sequence: last.sequence, what: 'altered' };
  return undefined;
}

function faultAtEnd(last: ChainPosition, head: ChainPosition): ChainFault | undefined {
  if (last.sequence < head.sequence) return { sequence: last.sequence + 1, what: 'removed' };
  if (last.sequence > head.sequence) return { sequence: head.sequence + 1, what: 'inserted' };
  return last.hash === head.hash ? undefined : { sequence: last.sequence, what: 'altered' };
}
