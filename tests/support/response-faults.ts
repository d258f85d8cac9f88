const maxShown = 20;

/** Answers that differ from the OpenAPI document, or that say too much. */
export class ResponseFaults extends Error {
  constructor(readonly faults: readonly string[]) {
    const shown = faults.slice(0, maxShown).map((fault) => `\n  - ${fault}`);
    const rest = faults.length > maxShown ? `\n  and ${faults.length - maxShown} more` : '';
    super(`${faults.length} time(s) an answer broke the contract:${shown.join('')}${rest}`);
    this.name = 'ResponseFaults';
  }
}

/** Everything that tests have provoked and nobody has been told yet. */
export const untold = new Set<string>();

let title = 'outside a test';

export function nameRunningTest(fullTitle: string | undefined): void {
  title = fullTitle ?? title;
}

export const runningTest = (): string => title;
