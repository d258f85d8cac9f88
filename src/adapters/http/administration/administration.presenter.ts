import type { AdminComment, AdminPerson, Dashboard } from '../../../core/administration/index.js';
import type { ObjectStorage } from '../../../core/media/index.js';
import type { PostView } from '../../../core/posts/index.js';
import type { PersonCard } from '../../../core/profiles/index.js';
import { type CommentAnswer, presentComment } from '../comments/comment.presenter.js';
import { type PostJson, presentPost } from '../posts/post.presenter.js';
import { pictureUrl, presentUser, type UserView } from '../profiles/user.presenter.js';

/** `AdminUser` of the contract. */
export interface AdminUserJson extends UserView {
  readonly isBanned: boolean;
  readonly bannedAt: string | null;
  readonly bannedUntil: string | null;
  readonly banReason: string | null;
  readonly lastLoginAt: string | null;
}

/** `Who` of the contract. */
export interface WhoJson {
  readonly id: string;
  readonly username: string;
  readonly fullName: string;
  readonly avatarUrl: string | null;
}

export type AdminPostJson = PostJson & { readonly user: WhoJson };
export type AdminCommentJson = CommentAnswer & {
  readonly user: WhoJson;
  readonly post: { readonly id: string; readonly content: string };
};

/** `DashboardStats` of the contract. */
export interface DashboardJson {
  readonly users: Dashboard['users'];
  readonly content: Readonly<Record<'posts' | 'comments' | 'listings' | 'forumThreads' | 'services', number>>;
  readonly activity: Readonly<Record<'postsToday' | 'messagesToday' | 'newListingsToday', number>>;
}

export function presentAdminUser(person: AdminPerson, storage: ObjectStorage): AdminUserJson {
  const { ban } = person;
  return {
    ...presentUser(person, storage),
    isBanned: ban !== null,
    bannedAt: ban?.at.toISOString() ?? null,
    bannedUntil: ban?.until?.toISOString() ?? null,
    banReason: ban?.reason ?? null,
    lastLoginAt: person.lastLoginAt?.toISOString() ?? null,
  };
}

type WhoCard = Pick<PersonCard, 'id' | 'username' | 'fullName' | 'avatarKey'>;

export function presentWho({ id, username, fullName, avatarKey }: WhoCard, storage: ObjectStorage): WhoJson {
  return { id, username, fullName, avatarUrl: pictureUrl(avatarKey, storage) };
}

export function presentAdminPost(post: PostView, storage: ObjectStorage): AdminPostJson {
  return { ...presentPost(post, storage), user: presentWho(post.author, storage) };
}

export function presentAdminComment({ comment, post }: AdminComment, storage: ObjectStorage): AdminCommentJson {
  return { ...presentComment(comment, storage), user: presentWho(comment.author, storage), post };
}

/** What does not exist yet counts nothing. */
export function presentDashboard({ users, posts, comments }: Dashboard): DashboardJson {
  return {
    users,
    content: { posts: posts.total, comments: comments.total, listings: 0, forumThreads: 0, services: 0 },
    activity: { postsToday: posts.newToday, messagesToday: 0, newListingsToday: 0 },
  };
}
