import type { Actor, Page, PageRequest } from '../../kernel/index.js';
import type { PersonCard } from '../person.js';
import type { PersonDirectory } from '../ports/person-directory.js';

export class SearchPeople {
  constructor(private readonly directory: PersonDirectory) {}

  /** `text` is not empty. See PersonDirectory for what matches, and in which order. */
  execute(actor: Actor, text: string, page: PageRequest): Promise<Page<PersonCard>> {
    return this.directory.search(text, actor.userId, page);
  }
}
