import type { Page, PageRequest, Role } from '../../kernel/index.js';
import type { CommentView, PostView } from '../../posts/index.js';
import type { OwnProfile } from '../../profiles/index.js';

/** A person with all that staff may know. A ban whose time is over is none. */
export interface AdminPerson extends OwnProfile {
  readonly lastLoginAt: Date | null;
  readonly ban: { readonly at: Date; readonly until: Date | null; readonly reason: string | null } | null;
}

export interface AdminComment {
  readonly comment: CommentView;
  readonly post: { readonly id: string; readonly content: string };
}

export const personSorts = ['createdAt', 'lastLoginAt', 'username'] as const;
export const contentSorts = ['createdAt', 'updatedAt'] as const;
export const sortOrders = ['asc', 'desc'] as const;

export interface PeopleQuery {
  /** In names, in any script (see SearchQuery), or a whole e-mail address. Empty: everybody. */
  readonly search: string;
  readonly role?: Role;
  readonly isBanned?: boolean;
  readonly sortBy: (typeof personSorts)[number];
  readonly sortOrder: (typeof sortOrders)[number];
}

export interface ContentQuery {
  /** Words of the text, or how they begin, in any script. Empty: everything. */
  readonly search: string;
  readonly userId?: string;
  readonly sortBy: (typeof contentSorts)[number];
  readonly sortOrder: (typeof sortOrders)[number];
}

/** How many there are; `today` and `thisWeek` since the moments asked for. */
export interface Dashboard {
  readonly users: { readonly total: number; readonly newToday: number; readonly newThisWeek: number; readonly banned: number };
  readonly posts: { readonly total: number; readonly newToday: number };
  readonly comments: { readonly total: number };
}

/**
 * What staff look at: everybody and everything, hidden or not, but for accounts and posts that are gone. Lists go by page numbers alone (no `next`),
 * in a stable order with the id as the last word, and take two statements whatever their size. Deleted comments stand in them, without text.
 */
export abstract class StaffReader {
  abstract dashboard(now: Date, today: Date, week: Date): Promise<Dashboard>;
  abstract person(id: string): Promise<AdminPerson | undefined>;
  abstract people(query: PeopleQuery, page: PageRequest): Promise<Page<AdminPerson>>;
  abstract posts(query: ContentQuery, viewerId: string, page: PageRequest): Promise<Page<PostView>>;
  abstract comments(query: ContentQuery, viewerId: string, page: PageRequest): Promise<Page<AdminComment>>;
}
