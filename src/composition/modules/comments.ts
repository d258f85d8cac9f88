import type { Container } from 'inversify';
import { CommentsController } from '../../adapters/http/comments/comments.controller.js';
import { KnexCommentReactions } from '../../adapters/postgres/comments/knex-comment-reactions.js';
import { KnexCommentReader } from '../../adapters/postgres/comments/knex-comment-reader.js';
import { KnexCommentRepository } from '../../adapters/postgres/comments/knex-comment-repository.js';
import { KnexSession } from '../../adapters/postgres/knex-session.js';
import { AuditTrail } from '../../core/audit/index.js';
import { Clock, EventOutbox, IdGenerator, TransactionRunner } from '../../core/kernel/index.js';
import {
  AddComment,
  ChangeComment,
  CommentReactions,
  CommentReader,
  CommentRepository,
  DeleteComment,
  GetComment,
  ListCommentReplies,
  ListComments,
  MentionDirectory,
  ReactToComment,
} from '../../core/posts/index.js';
import type { FeatureModule } from '../feature-module.js';
import { wire } from '../wire.js';

export const commentsModule: FeatureModule = {
  bind(container) {
    bindAdapters(container);
    wire(container, GetComment, [CommentReader]);
    wire(container, ListComments, [CommentReader]);
    wire(container, ListCommentReplies, [CommentReader]);
    wire(container, AddComment, [
      CommentRepository,
      CommentReader,
      MentionDirectory,
      TransactionRunner,
      EventOutbox,
      IdGenerator,
      Clock,
    ]);
    wire(container, ChangeComment, [CommentRepository, CommentReader, MentionDirectory, TransactionRunner, EventOutbox, Clock]);
    wire(container, DeleteComment, [CommentRepository, TransactionRunner, EventOutbox, Clock, AuditTrail]);
    wire(container, ReactToComment, [CommentRepository, CommentReactions, TransactionRunner, EventOutbox, Clock]);
  },
  controllers: [CommentsController],
  eventHandlers: [],
  jobs: [],
};

function bindAdapters(container: Container): void {
  wire(container, KnexCommentReader, [KnexSession, Clock], CommentReader);
  wire(container, KnexCommentRepository, [KnexSession, Clock], CommentRepository);
  wire(container, KnexCommentReactions, [KnexSession], CommentReactions);
}
