import type { MediaVariant } from '../media/index.js';
import type { PersonCard } from '../profiles/index.js';
import type { PostVisibility } from './post.js';

/** A picture of a post. The first variant is the main one. */
export interface PostImage {
  readonly id: string;
  readonly variants: readonly [MediaVariant, ...MediaVariant[]];
  readonly blurhash: string;
}

/** Somebody named in the text with `@username`, as the name is now. */
export interface Mention {
  readonly id: string;
  readonly username: string;
}

/** What a post that is passed on shows of itself. */
export interface OriginalPost {
  readonly id: string;
  readonly content: string;
  readonly images: readonly PostImage[];
  readonly author: PersonCard;
  readonly hashtags: readonly string[];
  readonly createdAt: Date;
}

/** A post as one viewer sees it. The flags are false for guests. */
export interface PostView {
  readonly id: string;
  readonly content: string;
  readonly visibility: PostVisibility;
  readonly images: readonly PostImage[];
  readonly author: PersonCard;
  readonly likeCount: number;
  readonly commentCount: number;
  readonly repostCount: number;
  readonly isLiked: boolean;
  readonly isSaved: boolean;
  readonly isReposted: boolean;
  /** Folded names without `#`, in the order of the text. */
  readonly hashtags: readonly string[];
  readonly mentions: readonly Mention[];
  /** The post that is reposted or quoted; `null` where there is none, and under a quote of one that the viewer does not get to see. */
  readonly repostOf: OriginalPost | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}
