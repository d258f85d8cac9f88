import type { Container } from 'inversify';
import { PostListsController } from '../../adapters/http/posts/post-lists.controller.js';
import { PostReactionsController } from '../../adapters/http/posts/post-reactions.controller.js';
import { PostsController } from '../../adapters/http/posts/posts.controller.js';
import { KnexSession } from '../../adapters/postgres/knex-session.js';
import { KnexMentionDirectory } from '../../adapters/postgres/posts/knex-mention-directory.js';
import { KnexPostReactions } from '../../adapters/postgres/posts/knex-post-reactions.js';
import { KnexPostReader } from '../../adapters/postgres/posts/knex-post-reader.js';
import { KnexPostSearch } from '../../adapters/postgres/posts/knex-post-search.js';
import { KnexPostRepository } from '../../adapters/postgres/posts/knex-post-repository.js';
import { LoadingCache } from '../../core/caching/index.js';
import { AuditTrail } from '../../core/audit/index.js';
import { Clock, EventOutbox, IdGenerator, TransactionRunner } from '../../core/kernel/index.js';
import { DetachMedia, MediaRepository, StoreImage } from '../../core/media/index.js';
import {
  ChangePost,
  CreatePost,
  DeletePost,
  GetPost,
  LikePost,
  ListPosts,
  MentionDirectory,
  PostReactions,
  PostReader,
  PostRepository,
  PostSearch,
  postsInvalidations,
  PostTags,
  RemovePost,
  RemoveReposts,
  RepostPost,
  RestorePost,
  RestoreReposts,
  SavePost,
  SearchPosts,
  UndoRepost,
} from '../../core/posts/index.js';
import type { FeatureModule } from '../feature-module.js';
import { wire } from '../wire.js';

export const postsModule: FeatureModule = {
  bind(container) {
    bindAdapters(container);
    const posts = [PostRepository, PostReader] as const;
    const pictures = [StoreImage, MediaRepository, DetachMedia] as const;
    const recorded = [TransactionRunner, EventOutbox] as const;
    wire(container, CreatePost, [...posts, MentionDirectory, ...pictures, ...recorded, IdGenerator, Clock]);
    wire(container, ChangePost, [...posts, MentionDirectory, ...pictures, ...recorded, Clock]);
    wire(container, RemovePost, [PostRepository, DetachMedia, EventOutbox, Clock]);
    wire(container, RestorePost, [PostRepository, MentionDirectory, EventOutbox]);
    wire(container, DeletePost, [...posts, RemovePost, TransactionRunner, AuditTrail]);
    wire(container, GetPost, [PostReader]);
    wire(container, PostTags, [PostReader, LoadingCache]);
    wire(container, ListPosts, [PostReader]);
    wire(container, SearchPosts, [PostSearch]);
    wire(container, LikePost, [PostReactions, ...recorded, Clock]);
    wire(container, SavePost, [PostReactions, ...recorded, Clock]);
    wire(container, RepostPost, [...posts, ...recorded, IdGenerator, Clock]);
    wire(container, UndoRepost, [...posts, RemovePost, TransactionRunner]);
    wire(container, RemoveReposts, [PostRepository, RemovePost, TransactionRunner]);
    wire(container, RestoreReposts, [PostRepository, RestorePost, TransactionRunner]);
  },
  controllers: [PostListsController, PostReactionsController, PostsController],
  eventHandlers: [RemoveReposts, RestoreReposts],
  jobs: [],
  invalidations: postsInvalidations,
};

function bindAdapters(container: Container): void {
  wire(container, KnexPostRepository, [KnexSession, IdGenerator], PostRepository);
  wire(container, KnexPostReader, [KnexSession, Clock], PostReader);
  wire(container, KnexPostSearch, [KnexSession, Clock], PostSearch);
  wire(container, KnexPostReactions, [KnexSession, Clock], PostReactions);
  wire(container, KnexMentionDirectory, [KnexSession, Clock], MentionDirectory);
}
