import type { Clock } from '../../kernel/index.js';
import { startOfDay } from '../georgian-day.js';
import type { CommunityStatsReader } from '../ports/community-stats-reader.js';

export interface CommunityStats {
  readonly usersCount: number;
  /** Of the day in Georgia. */
  readonly postsToday: number;
}

export class GetCommunityStats {
  constructor(
    private readonly stats: CommunityStatsReader,
    private readonly clock: Clock,
  ) {}

  async execute(): Promise<CommunityStats> {
    const now = this.clock.now();
    const [usersCount, postsToday] = await Promise.all([this.stats.countUsers(now), this.stats.countPosts(startOfDay(now))]);
    return { usersCount, postsToday };
  }
}
