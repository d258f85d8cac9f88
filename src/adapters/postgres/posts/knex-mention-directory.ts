import type { Clock } from '../../../core/kernel/index.js';
import { MentionDirectory, type MentionPlace } from '../../../core/posts/index.js';
import type { KnexSession } from '../knex-session.js';
import { inGoodStanding } from '../profiles/visibility.js';

const noBlock = `not exists (select 1 from blocks b
  where (b.blocker_id = u.id and b.blocked_id = any(:others)) or (b.blocked_id = u.id and b.blocker_id = any(:others)))`;

const follows = '(u.id = :author or exists (select 1 from follows f where f.follower_id = u.id and f.followee_id = :author))';

export class KnexMentionDirectory extends MentionDirectory {
  constructor(
    private readonly session: KnexSession,
    private readonly clock: Clock,
  ) {
    super();
  }

  override async mentioned(
    usernames: readonly string[],
    { writerId, postAuthorId, visibility }: MentionPlace,
  ): Promise<string[]> {
    if (usernames.length === 0) return [];
    return this.session
      .db('users as u')
      .whereIn('u.username_key', usernames)
      .whereNot('u.id', writerId)
      .modify(inGoodStanding, this.clock.now())
      .whereRaw(noBlock, { others: [writerId, postAuthorId] })
      .modify((query) => {
        if (visibility === 'PRIVATE') void query.where('u.id', postAuthorId);
        if (visibility === 'FOLLOWERS') void query.whereRaw(follows, { author: postAuthorId });
      })
      .pluck<string[]>('u.id');
  }
}
