import type { RecurringJob } from '../../background/index.js';
import type { Clock } from '../../kernel/index.js';
import type { AnswerStore } from '../ports/answer-store.js';

const BATCH = 1_000;
const MAX_BATCHES = 50;

/** Removes answers whose time is over. At most 50,000 a run, in small steps that hold up nobody. */
export class PurgeAnswers implements RecurringJob {
  readonly name = 'idempotency.purge';
  readonly everySeconds = 3_600;

  constructor(
    private readonly answers: AnswerStore,
    private readonly clock: Clock,
  ) {}

  async run(): Promise<void> {
    const now = this.clock.now();
    for (let batch = 0; batch < MAX_BATCHES; batch += 1) {
      if ((await this.answers.removeExpired(now, BATCH)) < BATCH) return;
    }
  }
}
