import { type Clock, type Page, pageOf, type PageRequest } from '../../../core/kernel/index.js';
import { PostSearch, type PostView } from '../../../core/posts/index.js';
import { type SearchQuery, searchQuery } from '../../../core/search/index.js';
import type { KnexSession } from '../knex-session.js';
import { newestFirst, onePart } from '../paging.js';
import { canMatchNearly, matchesNearly, matchesWords } from '../search/matches.js';
import { rankedTime } from '../search/ranked-time.js';
import { postColumns, type PostRow, toPostView } from './post-cards.js';
import { shownTo } from './shown-posts.js';

/** Of a word that stands in every other post nobody reads more. Ids grow with time, so the largest are the newest. */
const mostLookedAt = 500;

const searched = { folded: 's.folded', latin: 's.latin', words: 's.words' } as const;

export class KnexPostSearch extends PostSearch {
  constructor(
    private readonly session: KnexSession,
    private readonly clock: Clock,
  ) {
    super();
  }

  override async search(text: string, viewerId: string | undefined, page: PageRequest): Promise<Page<PostView>> {
    const asked = searchQuery(text);
    const found = await this.#found(matchesWords, asked, viewerId, page);
    if (found.total > 0 || !canMatchNearly(asked)) return found;
    return this.#found(matchesNearly, asked, viewerId, page);
  }

  /** One statement for the part and the total, which is there also where the part is empty. */
  async #found(
    matches: typeof matchesWords,
    asked: SearchQuery,
    viewerId: string | undefined,
    page: PageRequest,
  ): Promise<Page<PostView>> {
    const { db } = this.session;
    const now = this.clock.now();
    const found = db('post_search as s').modify(matches, searched, asked).select('s.post_id');
    const ranked = db('newest as n')
      .join('post_search as s', 's.post_id', 'n.post_id')
      .join('posts as p', 'p.id', 's.post_id')
      .join('users as u', 'u.id', 'p.author_id')
      .modify(shownTo, viewerId, now)
      .select({ id: 'p.id', at: rankedTime(db, 'p.created_at', searched, asked) });
    const part = db.from('m').select('m.id', 'm.at').modify(onePart, 'm.at', 'm.id', page);
    const rows = await db
      .withMaterialized('found', found)
      .withMaterialized('newest', db('found').select('post_id').orderBy('post_id', 'desc').limit(mostLookedAt))
      .with('m', ranked)
      .from(db('m').count({ total: '*' }).as('c'))
      .leftJoin(part.as('h'), (join) => void join.on(db.raw('true')))
      .leftJoin('posts as p', 'p.id', 'h.id')
      .leftJoin('users as u', 'u.id', 'p.author_id')
      .leftJoin('media as a', 'a.id', 'u.avatar_id')
      .orderBy(newestFirst('h.at', 'h.id'))
      .select<(PostRow & { at: Date; total: string })[]>('c.total', 'h.at', postColumns(db, viewerId, now));
    const posts = rows.filter(({ id }) => id !== null);
    return pageOf(posts, page, Number(rows[0]?.total), ({ at, id }) => ({ at, id }), toPostView);
  }
}
