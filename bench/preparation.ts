import type { BenchCase } from './cases.js';
import { attempt, type Request } from './drive.js';

export interface PreparedCase {
  readonly bench: BenchCase;
  readonly requests: readonly Request[];
}

export interface LeftOut {
  readonly name: string;
  readonly reason: string;
}

export interface Preparation {
  readonly cases: readonly PreparedCase[];
  readonly leftOut: readonly LeftOut[];
}

/** Makes the requests of each case and tries the first one; a case that is not answered as it should be is left out, and why is kept. */
export async function prepare(base: string, all: readonly BenchCase[]): Promise<Preparation> {
  const cases: PreparedCase[] = [];
  const leftOut: LeftOut[] = [];
  for (const bench of all) {
    try {
      const requests = await bench.requests();
      const [first] = requests;
      if (!first) throw new Error('there is nothing to ask for');
      await attempt(base, first);
      cases.push({ bench, requests });
    } catch (error) {
      leftOut.push(left(bench, error));
    }
  }
  return { cases, leftOut };
}

/** Measures case by case. One that fails under load is left out of the results, and the others go on. */
export async function measureEach<T>(
  cases: readonly PreparedCase[],
  measure: (prepared: PreparedCase) => Promise<T>,
): Promise<{ readonly results: readonly T[]; readonly leftOut: readonly LeftOut[] }> {
  const results: T[] = [];
  const leftOut: LeftOut[] = [];
  for (const prepared of cases) {
    try {
      results.push(await measure(prepared));
      console.error(`${prepared.bench.name}: done`);
    } catch (error) {
      leftOut.push(left(prepared.bench, error));
    }
  }
  return { results, leftOut };
}

function left({ name }: BenchCase, error: unknown): LeftOut {
  const reason = error instanceof Error ? error.message : String(error);
  console.error(`${name}: left out, ${reason}`);
  return { name, reason };
}
