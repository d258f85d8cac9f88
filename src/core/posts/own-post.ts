import type { Actor } from '../kernel/index.js';
import type { Post } from './post.js';
import { ForbiddenPost, PostNotFound } from './posts.errors.js';
import type { PostReader } from './ports/post-reader.js';
import type { PostRepository } from './ports/post-repository.js';

/** The actor's own post, held. Throws ForbiddenPost for somebody else's that he sees, PostNotFound for all others. */
export async function holdOwn(posts: PostRepository, reader: PostReader, actor: Actor, postId: string): Promise<Post> {
  const post = await posts.hold(postId);
  if (post?.authorId === actor.userId) return post;
  throw post && (await reader.find(postId, actor.userId)) ? new ForbiddenPost() : new PostNotFound();
}
