/** What a person left with others. Each call ends at most `limit` of it, keeps every counter exact, and answers what it ended: nothing when none is left. */
export abstract class PersonTraces {
  /** Ids of live posts. Ends nothing. */
  abstract posts(personId: string, limit: number): Promise<string[]>;
  /** Ids of live comments. Ends nothing. */
  abstract comments(personId: string, limit: number): Promise<string[]>;
  abstract endPostLikes(personId: string, limit: number): Promise<{ readonly postId: string; readonly authorId: string }[]>;
  abstract endCommentLikes(personId: string, limit: number): Promise<{ readonly commentId: string; readonly postId: string }[]>;
  /** In both directions. */
  abstract endFollows(personId: string, limit: number): Promise<{ readonly followerId: string; readonly followeeId: string }[]>;
  /** Everything that counts nowhere: blocks, what he saved, mentions of him, notifications of and by him, what he wanted to be told, what he reported, answers kept for him. */
  abstract forget(personId: string): Promise<void>;
}
