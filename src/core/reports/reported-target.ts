import { CommentNotFound, type CommentReader, PostNotFound, type PostReader } from '../posts/index.js';
import { type ProfileReader, UserNotFound } from '../profiles/index.js';
import type { ReportKind } from './report.js';

/** What somebody reports, as far as he gets to see it. */
export class ReportedTarget {
  constructor(
    private readonly posts: PostReader,
    private readonly comments: CommentReader,
    private readonly profiles: ProfileReader,
  ) {}

  /** Who answers for it. Throws PostNotFound, CommentNotFound, UserNotFound for what the viewer does not get to see. */
  async authorOf(kind: ReportKind, id: string, viewerId: string): Promise<string> {
    if (kind === 'POST') {
      const post = await this.posts.find(id, viewerId);
      if (!post) throw new PostNotFound();
      return post.author.id;
    }
    if (kind === 'COMMENT') {
      const comment = await this.comments.find(id, viewerId);
      if (!comment || comment.isDeleted) throw new CommentNotFound();
      return comment.author.id;
    }
    const seen = await this.profiles.find({ id }, viewerId);
    if (!seen) throw new UserNotFound();
    return seen.profile.id;
  }
}
