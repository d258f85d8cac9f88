import type { Actor, Page, PageRequest } from '../../kernel/index.js';
import { UserNotFound } from '../../profiles/index.js';
import { hashtagName } from '../post-text.js';
import type { PostView } from '../post-view.js';
import type { PostReader } from '../ports/post-reader.js';

type PostPage = Promise<Page<PostView>>;

/** The lists of posts, each as PostReader promises it. */
export class ListPosts {
  constructor(private readonly reader: PostReader) {}

  /** Throws UserNotFound for a person the viewer does not get to see. */
  async byPerson(personId: string, viewerId: string | undefined, page: PageRequest): PostPage {
    return found(await this.reader.byAuthor(personId, viewerId, page));
  }

  /** Throws UserNotFound for a person the viewer does not get to see. */
  async likedBy(personId: string, viewerId: string | undefined, page: PageRequest): PostPage {
    return found(await this.reader.likedBy(personId, viewerId, page));
  }

  saved(actor: Actor, page: PageRequest): PostPage {
    return this.reader.savedBy(actor.userId, page);
  }

  /** `tag` as typed, without `#`. Nothing for one that nobody used. */
  byHashtag(tag: string, viewerId: string | undefined, page: PageRequest): PostPage {
    return this.reader.byHashtag(hashtagName(tag), viewerId, page);
  }
}

function found(page: Page<PostView> | undefined): Page<PostView> {
  if (!page) throw new UserNotFound();
  return page;
}
