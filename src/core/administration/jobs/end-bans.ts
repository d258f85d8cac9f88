import type { RecurringJob } from '../../background/index.js';
import type { Clock, EventOutbox, TransactionRunner } from '../../kernel/index.js';
import { administrationEvents, type BanEnded } from '../administration-events.js';
import type { PersonRegister } from '../ports/person-register.js';

const batch = 100;

/** A ban ends by itself wherever it is asked for; this takes it away, so that what is cached of the person ends too. */
export class EndBans implements RecurringJob {
  readonly name = 'end-bans';
  readonly everySeconds = 60;

  constructor(
    private readonly register: PersonRegister,
    private readonly outbox: EventOutbox,
    private readonly transactions: TransactionRunner,
    private readonly clock: Clock,
  ) {}

  async run(): Promise<void> {
    while ((await this.#endSome()) === batch);
  }

  #endSome(): Promise<number> {
    return this.transactions.run(async () => {
      const ended = await this.register.endBans(this.clock.now(), batch);
      for (const personId of ended) {
        const event: BanEnded = { personId };
        await this.outbox.record(administrationEvents.banEnded, event);
      }
      return ended.length;
    });
  }
}
