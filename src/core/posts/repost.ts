import type { Actor } from '../kernel/index.js';
import { NotRepostable, PostNotFound } from './posts.errors.js';
import type { PostView } from './post-view.js';
import type { PostReader } from './ports/post-reader.js';

/** Of a plain repost the original, of any other post itself. */
export function passedOnBy(post: PostView): { readonly id: string } {
  return post.repostOf && post.content === '' ? post.repostOf : post;
}

/**
 * The post that is passed on when somebody passes on this one: of a plain repost the original. Throws PostNotFound where the actor does not get
 * to see it, NotRepostable unless it is public.
 */
export async function originalOf(reader: PostReader, postId: string, actor: Actor): Promise<{ readonly id: string }> {
  const post = await reader.find(postId, actor.userId);
  if (!post) throw new PostNotFound();
  if (post.visibility !== 'PUBLIC') throw new NotRepostable();
  return passedOnBy(post);
}
