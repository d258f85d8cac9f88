export interface AdapterChoice {
  readonly port: string;
  readonly adapter: string;
  readonly reason: string;
}

/** Which adapter serves which port, and why: for the banner. */
export class AdapterReport {
  readonly #choices: AdapterChoice[] = [];

  chose(port: string, adapter: string, reason: string): void {
    this.#choices.push({ port, adapter, reason });
  }

  get choices(): readonly AdapterChoice[] {
    return this.#choices;
  }
}
