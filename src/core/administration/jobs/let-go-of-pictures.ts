import type { RecurringJob } from '../../background/index.js';
import type { Clock, TransactionRunner } from '../../kernel/index.js';
import type { DetachMedia } from '../../media/index.js';
import type { PostRepository } from '../../posts/index.js';

const batch = 50;

/** How long a decision that removed a post with pictures can be undone. */
export const undoDays = 7;

/** After that time the pictures of removed posts go, as those of posts that their authors delete. */
export class LetGoOfPictures implements RecurringJob {
  readonly name = 'let-go-of-pictures';
  readonly everySeconds = 3600;

  constructor(
    private readonly posts: PostRepository,
    private readonly detach: DetachMedia,
    private readonly transactions: TransactionRunner,
    private readonly clock: Clock,
  ) {}

  async run(): Promise<void> {
    while ((await this.#letGoOfSome()) > 0);
  }

  #letGoOfSome(): Promise<number> {
    return this.transactions.run(async () => {
      const removedBefore = new Date(this.clock.now().getTime() - undoDays * 86_400_000);
      const pictures = await this.posts.letGoOfKept({ removedBefore }, batch);
      await this.detach.execute(pictures);
      return pictures.length;
    });
  }
}
