/** `toggle`: the other of what is now. */
export type Wish = 'add' | 'remove' | 'toggle';

export interface LikeOutcome {
  readonly authorId: string;
  readonly isLiked: boolean;
  readonly likesCount: number;
  /** Whether this call made the difference. */
  readonly changed: boolean;
}

export interface SaveOutcome {
  /** Whether the person has the post saved afterwards. */
  readonly isSaved: boolean;
  /** Whether this call made the difference. */
  readonly changed: boolean;
}

/**
 * What people do to posts with one touch. `undefined` for a post that the person does not get to see (see PostReader). Adding what is there
 * and removing what is not change nothing. Counters are exact whatever happens at once; toggles of one person at once count as if one came
 * after the other.
 */
export abstract class PostReactions {
  abstract like(postId: string, personId: string, wish: Wish, at: Date): Promise<LikeOutcome | undefined>;
  abstract save(postId: string, personId: string, wish: Wish, at: Date): Promise<SaveOutcome | undefined>;
}
