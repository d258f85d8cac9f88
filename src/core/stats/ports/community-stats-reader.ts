/** Figures of the whole community. */
export abstract class CommunityStatsReader {
  /** People who are verified and not banned at `now`. */
  abstract countUsers(now: Date): Promise<number>;
  /** Live public posts from `since` on. */
  abstract countPosts(since: Date): Promise<number>;
}
