import { cacheTags, type Invalidations } from '../caching/index.js';
import { postsEvents, type PostsEvents } from './posts-events.js';

/** A post that came, changed or went: wherever it stands, its author's counts and flags, and the post that it passes on. */
const ofPost = (postId: string, authorId: string, repostOfId: string | null): string[] => [
  ...[cacheTags.posts, cacheTags.post(postId), cacheTags.talk(postId), cacheTags.user(authorId), cacheTags.viewer(authorId)],
  ...(repostOfId === null ? [] : [cacheTags.post(repostOfId)]),
];

/** What somebody did to a post: there, in lists a little later, and wherever he looks himself. */
const reaction = (postId: string, personId: string): string[] => [
  ...[cacheTags.post(postId), cacheTags.reactions, cacheTags.viewer(personId)],
];

const ofComment = (postId: string, authorId: string): string[] => [
  ...[cacheTags.comments, cacheTags.talk(postId), ...reaction(postId, authorId)],
];

const commentReaction = (postId: string, personId: string): string[] => [
  ...[cacheTags.talk(postId), cacheTags.reactions, cacheTags.viewer(personId)],
];

/** See cacheTags for what hangs on which. */
export const postsInvalidations: Invalidations<PostsEvents> = {
  [postsEvents.postCreated]: ({ postId, authorId, repostOfId }) => ofPost(postId, authorId, repostOfId),
  [postsEvents.postChanged]: ({ postId, authorId }) => ofPost(postId, authorId, null),
  [postsEvents.postDeleted]: ({ postId, authorId, repostOfId }) => ofPost(postId, authorId, repostOfId),
  [postsEvents.postRestored]: ({ postId, authorId, repostOfId }) => ofPost(postId, authorId, repostOfId),
  [postsEvents.postLiked]: ({ postId, likerId }) => reaction(postId, likerId),
  [postsEvents.postUnliked]: ({ postId, likerId }) => reaction(postId, likerId),
  [postsEvents.postSaved]: ({ saverId }) => [cacheTags.viewer(saverId)],
  [postsEvents.postUnsaved]: ({ saverId }) => [cacheTags.viewer(saverId)],
  [postsEvents.commentAdded]: ({ postId, authorId }) => ofComment(postId, authorId),
  [postsEvents.commentChanged]: ({ postId, authorId }) => ofComment(postId, authorId),
  [postsEvents.commentDeleted]: ({ postId, authorId }) => ofComment(postId, authorId),
  [postsEvents.commentRestored]: ({ postId, authorId }) => ofComment(postId, authorId),
  [postsEvents.commentLiked]: ({ postId, likerId }) => commentReaction(postId, likerId),
  [postsEvents.commentUnliked]: ({ postId, likerId }) => commentReaction(postId, likerId),
};
