import type { Page, PageRequest } from '../../kernel/index.js';
import type { PersonCard } from '../person.js';
import type { PersonDirectory } from '../ports/person-directory.js';
import { UserNotFound } from '../profiles.errors.js';

export class ListFollowers {
  constructor(private readonly directory: PersonDirectory) {}

  /** Newest first. Throws UserNotFound for a person the viewer does not get to see. */
  async execute(personId: string, viewerId: string | undefined, page: PageRequest): Promise<Page<PersonCard>> {
    const found = await this.directory.followers(personId, viewerId, page);
    if (!found) throw new UserNotFound();
    return found;
  }
}
