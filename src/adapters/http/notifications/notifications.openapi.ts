import { notificationTypes, toldTypes } from '../../../core/notifications/index.js';
import type { Schemas } from '../openapi/document.js';

const preferences = Object.fromEntries(toldTypes.map((type) => [type, { type: 'boolean' }] as const));

/** Component schemas (OpenAPI 3.0.3) of what the endpoints of notifications answer. */
export const notificationSchemas = {
  Notification: {
    type: 'object',
    description: 'Something that concerns you, told once',
    additionalProperties: false,
    required: ['id', 'type', 'title', 'body', 'isRead', 'data', 'actor', 'createdAt'],
    properties: {
      id: { type: 'string', format: 'uuid' },
      type: {
        type: 'string',
        enum: notificationTypes,
        description: `Told now: ${toldTypes.join(', ')}; the others come with the features they belong to. \`MENTION\` (somebody named you in a post or a comment) is an addition to what the web client knows: show its \`body\``,
      },
      title: { type: 'string', minLength: 1, description: 'Georgian, or English with `Accept-Language: en`' },
      body: {
        type: 'string',
        minLength: 1,
        description: 'Plain text in one line, in the same language, with the names and texts as they are now',
      },
      isRead: { type: 'boolean' },
      data: {
        type: 'object',
        nullable: true,
        description:
          'What to link to. NEW_FOLLOWER: `username`; POST_LIKE: `postId`; POST_COMMENT and COMMENT_REPLY: `postId` and `commentId`; MENTION: `postId`, and `commentId` when it was in a comment',
        additionalProperties: { type: 'string' },
      },
      actor: {
        type: 'object',
        nullable: true,
        description: 'Who did it',
        allOf: [{ $ref: '#/components/schemas/UserCard' }],
      },
      createdAt: { type: 'string', format: 'date-time' },
    },
    example: {
      id: '01939f3c-7b1a-7c3e-9a51-3f2b8c6d4e20',
      type: 'POST_COMMENT',
      title: 'ახალი კომენტარი',
      body: 'ნინო ბერიძე წერს კომენტარს თქვენს პოსტზე: „ძალიან ლამაზია!“',
      isRead: false,
      data: { postId: '01939f3c-7b1a-7c3e-9a51-3f2b8c6d4e21', commentId: '01939f3c-7b1a-7c3e-9a51-3f2b8c6d4e22' },
      actor: {
        id: '01939f3c-7b1a-7c3e-9a51-3f2b8c6d4e10',
        username: 'nino_rides',
        fullName: 'ნინო ბერიძე',
        avatarUrl: 'https://media.example.ge/avatars/01939f3d/200x200.webp',
        bio: 'მოტოციკლები და მთები',
        isFollowing: true,
      },
      createdAt: '2026-03-02T18:05:12.345Z',
    },
  },
  UnreadCount: {
    type: 'object',
    description: 'How many are unread',
    additionalProperties: false,
    required: ['unreadCount'],
    properties: { unreadCount: { type: 'integer', minimum: 0 } },
    example: { unreadCount: 3 },
  },
  NotificationPreferences: {
    type: 'object',
    description: 'What you are told, by type',
    additionalProperties: false,
    required: [...toldTypes],
    properties: preferences,
    example: Object.fromEntries(toldTypes.map((type) => [type, type !== 'POST_LIKE'])),
  },
} satisfies Schemas;
