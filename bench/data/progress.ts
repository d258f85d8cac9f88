export interface Stage {
  readonly name: string;
  readonly rows: number;
  readonly seconds: number;
}

const everyMs = 2_000;
const whole = (value: number): string => Math.round(value).toLocaleString('en-US');

/** Says on standard error how far the work is, at most every two seconds, and keeps what each stage took. */
export class Progress {
  readonly #stages: Stage[] = [];

  constructor(private readonly say: (line: string) => void = (line) => console.error(line)) {}

  /** `work` reports rows as they come; what it reported in all is the stage's number. */
  async stage(name: string, work: (done: (rows: number) => void) => Promise<void>): Promise<void> {
    const start = performance.now();
    let rows = 0;
    let said = start;
    await work((more) => {
      rows += more;
      const now = performance.now();
      if (now - said < everyMs) return;
      said = now;
      this.say(`${name}: ${whole(rows)} rows, ${whole((rows * 1000) / (now - start))}/s`);
    });
    const seconds = (performance.now() - start) / 1000;
    this.#stages.push({ name, rows, seconds });
    this.say(`${name}: done, ${whole(rows)} rows in ${seconds.toFixed(1)} s`);
  }

  /** Of all stages, for standard output. */
  table(): string {
    const all = [...this.#stages, { name: 'all', rows: 0, seconds: this.#stages.reduce((sum, { seconds }) => sum + seconds, 0) }];
    return all
      .map(
        ({ name, rows, seconds }) =>
          `${name.padEnd(28)}${(rows ? whole(rows) : '').padStart(12)}${seconds.toFixed(1).padStart(9)} s`,
      )
      .join('\n');
  }
}
