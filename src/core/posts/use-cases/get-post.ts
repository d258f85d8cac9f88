import type { PostView } from '../post-view.js';
import { PostNotFound } from '../posts.errors.js';
import type { PostReader } from '../ports/post-reader.js';

export class GetPost {
  constructor(private readonly reader: PostReader) {}

  /** Throws PostNotFound for a post that the viewer does not get to see. */
  async execute(postId: string, viewerId: string | undefined): Promise<PostView> {
    const post = await this.reader.find(postId, viewerId);
    if (!post) throw new PostNotFound();
    return post;
  }
}
