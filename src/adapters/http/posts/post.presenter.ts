import type { Page } from '../../../core/kernel/index.js';
import type { ObjectStorage } from '../../../core/media/index.js';
import type { LikeOutcome, Mention, OriginalPost, PostImage, PostView, PostVisibility } from '../../../core/posts/index.js';
import { presentCard, type UserCardView } from '../profiles/profile.presenter.js';

export interface ImageJson {
  readonly id: string;
  readonly url: string;
  readonly thumbnailUrl: string;
  readonly width: number;
  readonly height: number;
  readonly blurhash: string;
  readonly order: number;
}

export interface OriginalPostJson {
  readonly id: string;
  readonly content: string;
  readonly images: readonly ImageJson[];
  readonly author: UserCardView;
  readonly hashtags: readonly string[];
  readonly createdAt: string;
}

export interface PostJson extends OriginalPostJson {
  readonly visibility: PostVisibility;
  readonly likeCount: number;
  readonly commentCount: number;
  readonly repostCount: number;
  readonly isLiked: boolean;
  readonly isSaved: boolean;
  readonly isReposted: boolean;
  readonly mentions: readonly Mention[];
  readonly repostOf: OriginalPostJson | null;
  readonly updatedAt: string;
}

/** `Like` of the contract. */
export interface LikeJson {
  readonly isLiked: boolean;
  readonly likesCount: number;
}

function presentImage({ id, variants, blurhash }: PostImage, order: number, storage: ObjectStorage): ImageJson {
  const [main] = variants;
  const thumbnail = variants.at(-1) ?? main;
  return {
    id,
    url: storage.urlFor(main.key),
    thumbnailUrl: storage.urlFor(thumbnail.key),
    width: main.width,
    height: main.height,
    blurhash,
    order,
  };
}

function presentOriginal(post: OriginalPost, storage: ObjectStorage): OriginalPostJson {
  return {
    id: post.id,
    content: post.content,
    images: post.images.map((image, order) => presentImage(image, order, storage)),
    author: presentCard(post.author, storage),
    hashtags: post.hashtags,
    createdAt: post.createdAt.toISOString(),
  };
}

export function presentPost(post: PostView, storage: ObjectStorage): PostJson {
  return {
    ...presentOriginal(post, storage),
    visibility: post.visibility,
    likeCount: post.likeCount,
    commentCount: post.commentCount,
    repostCount: post.repostCount,
    isLiked: post.isLiked,
    isSaved: post.isSaved,
    isReposted: post.isReposted,
    mentions: post.mentions.map(({ id, username }) => ({ id, username })),
    repostOf: post.repostOf && presentOriginal(post.repostOf, storage),
    updatedAt: post.updatedAt.toISOString(),
  };
}

export function presentPosts(page: Page<PostView>, storage: ObjectStorage): Page<PostJson> {
  return { ...page, items: page.items.map((post) => presentPost(post, storage)) };
}

export const presentLike = ({ isLiked, likesCount }: LikeOutcome): LikeJson => ({ isLiked, likesCount });
