import { randomBytes } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { hash, type ParsedHashOptions, parseOptions, verify } from '@node-rs/argon2';
import { HashingBusy, PasswordHasher } from '../../core/identity/index.js';
import { WorkQueue } from '../../core/kernel/index.js';

export interface Argon2Cost {
  /** KiB. */
  readonly memoryCost: number;
  readonly timeCost: number;
  readonly parallelism: number;
}

export interface Argon2Options {
  readonly cost: Argon2Cost;
  /** Hashes worked on at a time. */
  readonly width: number;
  readonly maxWaiting: number;
}

/** OWASP Password Storage Cheat Sheet: argon2id, 19 MiB, two passes, one lane. */
export const owaspCost: Argon2Cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
/** A stored hash that asks for more than this was not made by us: it is not worked on. */
const maxCost: Argon2Cost = { memoryCost: 65_536, timeCost: 8, parallelism: 4 };
/** Members of the library's const enum, which isolated modules cannot read. */
const argon2id = 2;
const version13 = 1;

/** Argon2id (RFC 9106) in the PHC string format, `$argon2id$v=19$m=…,t=…,p=…$salt$hash`. Works on threads of libuv, not on the event loop. */
export class Argon2PasswordHasher extends PasswordHasher {
  readonly #cost: Argon2Cost;
  readonly #queue: WorkQueue;
  readonly #nobody: string;

  constructor({ cost = owaspCost, width = availableParallelism(), maxWaiting = 100 }: Partial<Argon2Options> = {}) {
    super();
    this.#cost = cost;
    this.#queue = new WorkQueue(width, maxWaiting, () => new HashingBusy());
    this.#nobody = nobodysHash(cost);
  }

  override hash(password: string): Promise<string> {
    return this.#queue.run(() => hash(password, { ...this.#cost, algorithm: argon2id }));
  }

  override async verify(password: string, stored: string | undefined): Promise<boolean> {
    const usable = stored !== undefined && isAffordable(parse(stored));
    const matches = await this.#queue.run(() => verify(usable ? stored : this.#nobody, password));
    return usable && matches;
  }

  override needsRehash(stored: string): boolean {
    const made = parse(stored);
    if (!made || Number(made.version) !== version13) return true;
    const { memoryCost, timeCost, parallelism } = this.#cost;
    return made.memoryCost < memoryCost || made.timeCost < timeCost || made.parallelism < parallelism;
  }
}

/** `undefined` for a text that is no argon2id hash. */
function parse(stored: string): ParsedHashOptions | undefined {
  if (!stored.startsWith('$argon2id$')) return undefined;
  try {
    return parseOptions(stored);
  } catch (error) {
    if (error instanceof Error) return undefined;
    throw error;
  }
}

function isAffordable(made: ParsedHashOptions | undefined): boolean {
  return (
    made !== undefined &&
    made.memoryCost <= maxCost.memoryCost &&
    made.timeCost <= maxCost.timeCost &&
    made.parallelism <= maxCost.parallelism
  );
}

/** Costs as much to verify as a real one, and belongs to no password: salt and hash are drawn. */
function nobodysHash({ memoryCost, timeCost, parallelism }: Argon2Cost): string {
  const drawn = (bytes: number): string => randomBytes(bytes).toString('base64').replaceAll('=', '');
  return `$argon2id$v=19$m=${memoryCost},t=${timeCost},p=${parallelism}$${drawn(16)}$${drawn(32)}`;
}
