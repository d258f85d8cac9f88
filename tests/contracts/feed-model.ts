import type { Keyset } from '../../src/core/kernel/index.js';
import type { PostVisibility } from '../../src/core/posts/index.js';

export interface ModelPost {
  readonly id: string;
  readonly authorId: string;
  readonly at: Date;
  visibility: PostVisibility;
  /** Of a plain repost; a quote is a post like any other here. */
  readonly repostOfId: string | null;
  deleted: boolean;
}

const above = (a: Keyset, b: Keyset): boolean =>
  a.at.getTime() - b.at.getTime() > 0 || (a.at.getTime() === b.at.getTime() && a.id > b.id);

/** What a feed must hold, worked out by looking at every post there is: slow, and too simple to be wrong. */
export class FeedModel {
  readonly posts = new Map<string, ModelPost>();
  readonly banned = new Set<string>();
  readonly #follows = new Set<string>();
  readonly #blocks = new Set<string>();

  add(post: ModelPost): void {
    this.posts.set(post.id, post);
  }

  follow(who: string, whom: string): void {
    this.#follows.add(`${who} ${whom}`);
  }

  unfollow(who: string, whom: string): void {
    this.#follows.delete(`${who} ${whom}`);
  }

  follows(who: string, whom: string): boolean {
    return this.#follows.has(`${who} ${whom}`);
  }

  /** Ends follows, as blocking does. */
  block(who: string, whom: string): void {
    this.unfollow(who, whom);
    this.unfollow(whom, who);
    this.#blocks.add(`${who} ${whom}`);
  }

  unblock(who: string, whom: string): void {
    this.#blocks.delete(`${who} ${whom}`);
  }

  blocked(a: string, b: string): boolean {
    return this.#blocks.has(`${a} ${b}`) || this.#blocks.has(`${b} ${a}`);
  }

  /** Newest first. */
  feed(viewer: string): ModelPost[] {
    return this.#belonging(viewer)
      .filter(({ repostOfId }) => repostOfId === null || this.#original(repostOfId, viewer))
      .sort((a, b) => (above(a, b) ? -1 : 1));
  }

  page(viewer: string, limit: number, after?: Keyset, skipped = 0): string[] {
    const below = this.feed(viewer).filter((post) => !after || above(after, post));
    return below.slice(skipped, skipped + limit).map(({ id }) => id);
  }

  total(viewer: string): number {
    return this.#belonging(viewer).length;
  }

  newer(viewer: string, position: Keyset, most: number): number {
    const others = this.feed(viewer).filter((post) => post.authorId !== viewer && above(post, position));
    return Math.min(others.length, most);
  }

  #belonging(viewer: string): ModelPost[] {
    return [...this.posts.values()].filter(({ authorId, visibility, deleted }) => {
      if (deleted) return false;
      if (authorId === viewer) return true;
      return this.follows(viewer, authorId) && !this.banned.has(authorId) && visibility !== 'PRIVATE';
    });
  }

  #original(id: string, viewer: string): boolean {
    const original = this.posts.get(id);
    if (!original || original.deleted || original.visibility !== 'PUBLIC') return false;
    const { authorId } = original;
    return authorId === viewer || (!this.banned.has(authorId) && !this.blocked(viewer, authorId));
  }
}
