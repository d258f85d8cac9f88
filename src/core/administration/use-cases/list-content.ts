import type { Actor, Page, PageRequest } from '../../kernel/index.js';
import type { PostView } from '../../posts/index.js';
import type { AdminComment, ContentQuery, StaffReader } from '../ports/staff-reader.js';

export class ListContent {
  constructor(private readonly reader: StaffReader) {}

  posts(actor: Actor, query: ContentQuery, page: PageRequest): Promise<Page<PostView>> {
    return this.reader.posts(query, actor.userId, page);
  }

  comments(actor: Actor, query: ContentQuery, page: PageRequest): Promise<Page<AdminComment>> {
    return this.reader.comments(query, actor.userId, page);
  }
}
