import type { Page, PageRequest } from '../../kernel/index.js';
import type { PostView } from '../post-view.js';

export interface PostOrigin {
  readonly authorId: string;
  /** What it passes on or quotes. */
  readonly original: { readonly id: string; readonly authorId: string } | null;
}

/**
 * Posts as a viewer (an id, or `undefined` for a guest) sees them now. A post is shown to its author; to others while it is live, its author
 * is verified and not banned, no block stands between the two in either direction, and its visibility lets them: PUBLIC everyone, FOLLOWERS
 * those who follow the author, PRIVATE nobody. A plain repost is shown where both it and the original are, and while the original is public;
 * a repost without its original is nothing. Lists hide what is not shown and fill up with what is; they are ordered newest first, a position
 * stays exact while others come and go, and the number of statements does not depend on the size of the page.
 */
export abstract class PostReader {
  /** `undefined` for an unknown post and for one that is not shown. */
  abstract find(postId: string, viewerId: string | undefined): Promise<PostView | undefined>;

  /** Where a post comes from, shown or not; `undefined` for an unknown one. Never changes. */
  abstract origin(postId: string): Promise<PostOrigin | undefined>;

  /** What a person posted, by time of posting. `undefined` when the viewer does not get to see the person (see ProfileReader). */
  abstract byAuthor(personId: string, viewerId: string | undefined, page: PageRequest): Promise<Page<PostView> | undefined>;

  /** What a person likes, by time of liking. `undefined` as for `byAuthor`. */
  abstract likedBy(personId: string, viewerId: string | undefined, page: PageRequest): Promise<Page<PostView> | undefined>;

  /** What a person saved, by time of saving: for this person alone. */
  abstract savedBy(personId: string, page: PageRequest): Promise<Page<PostView>>;

  /**
   * Posts with this hashtag (a folded name), by time of posting. `total` is exact while the tag has few posts (at most 200 public ones);
   * beyond that it is the number of live public posts with the tag, those of blocked people included.
   */
  abstract byHashtag(name: string, viewerId: string | undefined, page: PageRequest): Promise<Page<PostView>>;
}
