import type { Actor, Page, PageRequest } from '../../kernel/index.js';
import type { PersonCard } from '../person.js';
import type { PersonDirectory } from '../ports/person-directory.js';

export class ListBlocked {
  constructor(private readonly directory: PersonDirectory) {}

  /** Whom the caller blocked, newest first. */
  execute(actor: Actor, page: PageRequest): Promise<Page<PersonCard>> {
    return this.directory.blockedBy(actor.userId, page);
  }
}
