import type { Page, PageRequest } from '../../kernel/index.js';
import { UserNotFound } from '../../profiles/index.js';
import type { AdminPerson, PeopleQuery, StaffReader } from '../ports/staff-reader.js';

export class ListPeople {
  constructor(private readonly reader: StaffReader) {}

  execute(query: PeopleQuery, page: PageRequest): Promise<Page<AdminPerson>> {
    return this.reader.people(query, page);
  }

  /** Throws UserNotFound, also for accounts that are gone. */
  async one(personId: string): Promise<AdminPerson> {
    const person = await this.reader.person(personId);
    if (!person) throw new UserNotFound();
    return person;
  }
}
