import { cacheTags } from '../../../core/caching/index.js';
import { CommentNotFound, PostNotFound, type PostTags } from '../../../core/posts/index.js';
import { UserNotFound } from '../../../core/profiles/index.js';
import type { RouteCache } from '../endpoint.js';

interface ById {
  readonly id: string;
}

interface ByPerson {
  readonly userId: string;
}

const { bios, comments, people, post, posts, reactions, renames, talk, trending, viewer } = cacheTags;

/** How late the end of a ban, which is no event, may be seen. */
const ttlSeconds = 300;
/** Of a page of one post nothing but the end of a ban, or a bio beside a comment, is missing in what is older: who asks then has it made anew for the next one. */
const staleWhileRevalidateSeconds = 86_400;
const missing = <E>(error: E) => ({ error, seconds: 10 });
const ofOnePost = { ttlSeconds, staleWhileRevalidateSeconds, missing: missing(PostNotFound) } as const;
/** Counts and bios in a list that nobody asked for meanwhile may be so old, for the first who asks. */
const ofLists = { ttlSeconds, staleWhileRevalidateSeconds: 300 } as const;

export const cachedPost: RouteCache<ById> = {
  ...ofOnePost,
  tags: ({ params }) => [post(params.id), renames],
  furtherTags: ({ tags }: { readonly tags: PostTags }, { params }) => tags.ofPage(params.id),
};

const list = { ...ofLists, tags: () => [posts, people], softTags: () => [reactions, bios] };

export const cachedHashtag: RouteCache = list;

export const cachedPostsOfPerson: RouteCache<ByPerson> = { ...list, missing: missing(UserNotFound) };

export const cachedLikesOfPerson: RouteCache<ByPerson> = {
  ...cachedPostsOfPerson,
  tags: ({ params }) => [viewer(params.userId), posts, people],
};

export const cachedTrendingPosts: RouteCache = {
  ...ofLists,
  tags: () => [trending, posts, people],
  softTags: () => [reactions, bios],
};

export const cachedTrendingHashtags: RouteCache = {
  ...ofLists,
  tags: () => [trending],
  softTags: () => [posts],
};

export const cachedComments: RouteCache<ById> = {
  ...ofOnePost,
  tags: ({ params }) => [talk(params.id), people],
  furtherTags: ({ tags }: { readonly tags: PostTags }, { params }) => tags.ofTalk(params.id),
  softTags: () => [bios],
};

export const cachedComment: RouteCache = {
  ...ofLists,
  tags: () => [comments, posts, people],
  softTags: () => [reactions, bios],
  missing: missing(CommentNotFound),
};
