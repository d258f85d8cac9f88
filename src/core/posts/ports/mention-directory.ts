import type { PostVisibility } from '../post.js';

/** Where somebody is named: by whom, and under or in whose post. */
export interface MentionPlace {
  readonly writerId: string;
  readonly postAuthorId: string;
  readonly visibility: PostVisibility;
}

/**
 * Who is meant by the names in a text. Answers ids, in any order, of people who are verified, not banned, stand in no block with the writer or the
 * author of the post, and get to see the post. The writer himself is never among them.
 */
export abstract class MentionDirectory {
  /** `usernames` in lower case; unknown ones are passed over. An empty list asks nothing. */
  abstract mentioned(usernames: readonly string[], place: MentionPlace): Promise<string[]>;
}
