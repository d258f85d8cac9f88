import { cacheFamily, cacheTags, catalogue, type LoadingCache } from '../caching/index.js';
import type { PostOrigin, PostReader } from './ports/post-reader.js';

/** Never changes, therefore no tags. An unknown post is asked for each time. */
export const postOriginFamily = cacheFamily<PostOrigin>()(catalogue.postOrigin.pattern, {
  ttlSeconds: catalogue.postOrigin.ttlSeconds,
  version: 1,
  staleIfErrorSeconds: 86_400,
});

/** Tags of what is shown of one post, which its id does not tell. */
export class PostTags {
  constructor(
    private readonly posts: PostReader,
    private readonly cache: LoadingCache,
  ) {}

  /** Of the post itself. */
  async ofPage(postId: string): Promise<readonly string[]> {
    return this.#tags(postId, cacheTags.post);
  }

  /** Of the comments below it: whether they are shown hangs on what the post passes on. */
  async ofTalk(postId: string): Promise<readonly string[]> {
    return this.#tags(postId, cacheTags.talk);
  }

  async #tags(postId: string, ofOriginal: (postId: string) => string): Promise<readonly string[]> {
    const { value } = await this.cache.getOrLoad(postOriginFamily, { postId }, () => this.posts.origin(postId));
    if (!value) return [];
    const { authorId, original } = value;
    return [cacheTags.looks(authorId), ...(original ? [ofOriginal(original.id), cacheTags.looks(original.authorId)] : [])];
  }
}
