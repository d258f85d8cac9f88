import type { Page, PageRequest } from '../../kernel/index.js';
import type { PersonCard } from '../person.js';

/**
 * Lists of people, as a viewer (an id, or `undefined` for a guest) sees them now. Hidden, and not counted: the unverified, the banned, and
 * everybody with whom the viewer stands in a block, in either direction. Newest first; a position (`Keyset`) stays exact while others come
 * and go. The number of statements does not depend on the size of the page.
 */
export abstract class PersonDirectory {
  /** By time of following. `undefined` when the viewer does not get to see the person himself (see ProfileReader). */
  abstract followers(personId: string, viewerId: string | undefined, page: PageRequest): Promise<Page<PersonCard> | undefined>;

  /** By time of following. `undefined` as for `followers`. */
  abstract following(personId: string, viewerId: string | undefined, page: PageRequest): Promise<Page<PersonCard> | undefined>;

  /** Everybody this person blocked, the banned too: one must be able to find them to unblock them. By time of blocking. */
  abstract blockedBy(personId: string, page: PageRequest): Promise<Page<PersonCard>>;

  /**
   * People whose username or full name contains the text, whatever the letter case and whether they or the question are written in Georgian or
   * in Latin letters (`searchQuery`); no character in it is special, and nothing is found across username and name. First the one with exactly
   * this username, then usernames that begin with it, then those who have the text as it is written, then all others, each by time of joining.
   * Where nobody is found so, those whose names differ by a wrong letter or so, in any order of the words: at most one statement more.
   */
  abstract search(text: string, viewerId: string, page: PageRequest): Promise<Page<PersonCard>>;
}
