import type { PostVisibility } from './post.js';

/** Names of the events of this feature. Payloads hold ids and facts alone. */
export const postsEvents = {
  postCreated: 'posts.post-created',
  postChanged: 'posts.post-changed',
  postDeleted: 'posts.post-deleted',
  postRestored: 'posts.post-restored',
  postLiked: 'posts.post-liked',
  postUnliked: 'posts.post-unliked',
  postSaved: 'posts.post-saved',
  postUnsaved: 'posts.post-unsaved',
  commentAdded: 'posts.comment-added',
  commentChanged: 'posts.comment-changed',
  commentDeleted: 'posts.comment-deleted',
  commentRestored: 'posts.comment-restored',
  commentLiked: 'posts.comment-liked',
  commentUnliked: 'posts.comment-unliked',
} as const;

/** `mentionedIds`: people named in the text who may see the post. `repostOfId`: of the post that is reposted or quoted. */
export type PostCreated = {
  readonly postId: string;
  readonly authorId: string;
  readonly visibility: PostVisibility;
  readonly mentionedIds: readonly string[];
  readonly repostOfId: string | null;
};

/** `mentionedIds`: everybody named now, also those who were before. */
export type PostChanged = {
  readonly postId: string;
  readonly authorId: string;
  readonly visibility: PostVisibility;
  readonly mentionedIds: readonly string[];
};

/** `repostOfId`: of the post that was reposted or quoted. `decisionId`: of a decision of staff, which may be undone. */
export type PostDeleted = {
  readonly postId: string;
  readonly authorId: string;
  readonly repostOfId: string | null;
  readonly decisionId?: string;
};

/** A post that a decision removed is there again, as it was: nobody is told. */
export type PostRestored = PostDeleted & { readonly decisionId: string };

/** Recorded whenever a like came, also one that came back; never where it was there already. */
export type PostLiked = { readonly postId: string; readonly authorId: string; readonly likerId: string };

/** `likerId`: whose like went. */
export type PostUnliked = PostLiked;

/** What a person saved is his own affair: nobody is told. */
export type PostSaved = { readonly postId: string; readonly saverId: string };
export type PostUnsaved = PostSaved;

/** `parentId`, `parentAuthorId`: of the comment that is answered; null directly on the post. */
export type CommentAdded = {
  readonly commentId: string;
  readonly postId: string;
  readonly postAuthorId: string;
  readonly authorId: string;
  readonly parentId: string | null;
  readonly parentAuthorId: string | null;
  readonly mentionedIds: readonly string[];
};

/** `mentionedIds`: everybody named now, also those who were before. */
export type CommentChanged = {
  readonly commentId: string;
  readonly postId: string;
  readonly authorId: string;
  readonly mentionedIds: readonly string[];
};

export type CommentDeleted = { readonly commentId: string; readonly postId: string; readonly authorId: string };

export type CommentRestored = CommentDeleted;

/** `likerId`: whose like came. */
export type CommentLiked = { readonly commentId: string; readonly postId: string; readonly likerId: string };
export type CommentUnliked = CommentLiked;

/** The payload of each event. */
export type PostsEvents = {
  readonly [postsEvents.postCreated]: PostCreated;
  readonly [postsEvents.postChanged]: PostChanged;
  readonly [postsEvents.postDeleted]: PostDeleted;
  readonly [postsEvents.postRestored]: PostRestored;
  readonly [postsEvents.postLiked]: PostLiked;
  readonly [postsEvents.postUnliked]: PostUnliked;
  readonly [postsEvents.postSaved]: PostSaved;
  readonly [postsEvents.postUnsaved]: PostUnsaved;
  readonly [postsEvents.commentAdded]: CommentAdded;
  readonly [postsEvents.commentChanged]: CommentChanged;
  readonly [postsEvents.commentDeleted]: CommentDeleted;
  readonly [postsEvents.commentRestored]: CommentRestored;
  readonly [postsEvents.commentLiked]: CommentLiked;
  readonly [postsEvents.commentUnliked]: CommentUnliked;
};
