export type { Mention, OriginalPost, PostImage, PostView } from './post-view.js';
export {
  assertLive,
  type Comment,
  type CommentDeleter,
  type CommentedPost,
  type CommentRemover,
  type NewComment,
  placeOf,
} from './comment.js';
export { type CommentView, type Like, previewedReplies } from './comment-view.js';
export { CommentReactions, type LikeChange } from './ports/comment-reactions.js';
export { CommentReader } from './ports/comment-reader.js';
export { CommentRepository } from './ports/comment-repository.js';
export { MentionDirectory, type MentionPlace } from './ports/mention-directory.js';
export { hashtagName, hashtagsIn, mentionsIn } from './post-text.js';
export { PostReactions, type LikeOutcome, type SaveOutcome, type Wish } from './ports/post-reactions.js';
export { PostRepository } from './ports/post-repository.js';
export { PostSearch } from './ports/post-search.js';
export { type PostOrigin, PostReader } from './ports/post-reader.js';
export {
  CommentNotFound,
  ForbiddenPost,
  ImageNotInPost,
  NotRepostable,
  NotRestorable,
  PostEmpty,
  PostNotFound,
  TooManyImages,
} from './posts.errors.js';
export { assertOwn, assertPostable, type Post, postLimits, postVisibilities, type PostVisibility } from './post.js';
export {
  type CommentAdded,
  type CommentChanged,
  type CommentDeleted,
  type CommentLiked,
  type CommentRestored,
  type CommentUnliked,
  type PostChanged,
  type PostCreated,
  type PostDeleted,
  type PostLiked,
  type PostRestored,
  type PostSaved,
  postsEvents,
  type PostsEvents,
  type PostUnliked,
  type PostUnsaved,
} from './posts-events.js';
export { PostTags } from './post-tags.js';
export { postsInvalidations } from './posts-caching.js';
export { RemoveReposts } from './event-handlers/remove-reposts.js';
export { RestoreReposts } from './event-handlers/restore-reposts.js';
export { RemovePost } from './remove-post.js';
export { RestorePost } from './restore-post.js';
export { ChangePost, type PostChanges } from './use-cases/change-post.js';
export { CreatePost, type PostDraft } from './use-cases/create-post.js';
export { DeletePost } from './use-cases/delete-post.js';
export { GetPost } from './use-cases/get-post.js';
export { LikePost } from './use-cases/like-post.js';
export { ListPosts } from './use-cases/list-posts.js';
export { RepostPost } from './use-cases/repost-post.js';
export { SavePost } from './use-cases/save-post.js';
export { SearchPosts } from './use-cases/search-posts.js';
export { UndoRepost } from './use-cases/undo-repost.js';
export { AddComment, type CommentDraft } from './use-cases/add-comment.js';
export { ChangeComment } from './use-cases/change-comment.js';
export { DeleteComment } from './use-cases/delete-comment.js';
export { GetComment } from './use-cases/get-comment.js';
export { ListCommentReplies } from './use-cases/list-comment-replies.js';
export { ListComments } from './use-cases/list-comments.js';
export { type CommentReaction, ReactToComment } from './use-cases/react-to-comment.js';
