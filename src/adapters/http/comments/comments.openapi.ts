import { closed } from '../openapi/closed.js';
import type { Schemas } from '../openapi/document.js';
import { previewedReplies } from '../../../core/posts/index.js';

const id = { type: 'string', format: 'uuid' } as const;
const count = { type: 'integer', minimum: 0 } as const;
const flag = { type: 'boolean' } as const;
const time = { type: 'string', format: 'date-time' } as const;

const commentProperties = {
  id,
  content: { type: 'string', description: 'As it was written; empty once the comment is deleted' },
  postId: id,
  parentId: { ...id, nullable: true, description: 'The comment this one answers; null directly on the post' },
  author: { $ref: '#/components/schemas/UserCard' },
  likeCount: count,
  repliesCount: {
    ...count,
    description: 'Of a comment on the post everything below it, of a reply those to itself; without deleted ones',
  },
  isLiked: { ...flag, description: 'You like it; false for guests' },
  isDeleted: { ...flag, description: 'Kept as an empty place, because something stands below it' },
  deletedBy: { type: 'string', nullable: true, enum: ['AUTHOR', 'MODERATOR', null], description: 'Null for a live one' },
  replies: {
    type: 'array',
    maxItems: previewedReplies,
    description: 'The first ones below it, oldest first, in the list of the comments on a post; empty elsewhere',
    items: { $ref: '#/components/schemas/Comment' },
  },
  createdAt: time,
  updatedAt: time,
} as const;

const exampleAuthor = {
  id: '01939f3c-7b1a-7c3e-9a51-3f2b8c6d4e10',
  username: 'nino_rides',
  fullName: 'ნინო ბერიძე',
  avatarUrl: null,
  bio: 'მოტოციკლები და მთები',
  isFollowing: true,
};

/** Component schemas (OpenAPI 3.0.3) of what the endpoints of comments answer. */
export const commentsSchemas = {
  Comment: closed(commentProperties, 'What somebody said under a post', {
    id: '01939f3d-1c2b-7a4d-8e5f-6a7b8c9d0e1f',
    content: 'ლამაზი მოტოციკლია!',
    postId: '01939f3c-9d8e-7f6a-8b5c-4d3e2f1a0b9c',
    parentId: null,
    author: exampleAuthor,
    likeCount: 3,
    repliesCount: 1,
    isLiked: false,
    isDeleted: false,
    deletedBy: null,
    replies: [],
    createdAt: '2026-03-02T18:05:12.345Z',
    updatedAt: '2026-03-02T18:05:12.345Z',
  }),
} satisfies Schemas;
