import type { PostVisibility } from '../../src/core/posts/index.js';
import type { Scene } from './scenes.js';

export interface DemoPost {
  /** Never changes and is never given twice: ids are computed from it. */
  readonly key: string;
  /** Username. */
  readonly by: string;
  /** Before the moment of seeding. */
  readonly hoursAgo: number;
  /** Empty: a plain repost. */
  readonly text: string;
  readonly visibility: PostVisibility;
  /** What each picture shows. */
  readonly pictures: readonly Scene[];
  /** Key of the post that is reposted or quoted. */
  readonly passesOn: string | undefined;
}

export type PostExtras = Partial<Pick<DemoPost, 'visibility' | 'pictures' | 'passesOn'>>;

export const post = (
  by: string,
  key: string,
  hoursAgo: number,
  text: string,
  { visibility = 'PUBLIC', pictures = [], passesOn }: PostExtras = {},
): DemoPost => ({ key, by, hoursAgo, text, visibility, pictures, passesOn });
