import { commentsSchemas } from '../comments/comments.openapi.js';
import { closed } from '../openapi/closed.js';
import { schemaRef, type Schemas } from '../openapi/document.js';
import { postsSchemas } from '../posts/posts.openapi.js';
import { profileSchemas } from '../profiles/profiles.openapi.js';

const id = { type: 'string', format: 'uuid' } as const;
const text = { type: 'string' } as const;
const timeOrNull = (description: string) => ({ type: 'string', format: 'date-time', nullable: true, description }) as const;
const count = { type: 'integer', minimum: 0 } as const;

const whoExample = {
  id: '01939f3c-7b1a-7c3e-9a51-3f2b8c6d4e10',
  username: 'nino_rides',
  fullName: 'ნინო ბერიძე',
  avatarUrl: null,
};

const counts = <N extends string>(...names: readonly N[]) => Object.fromEntries(names.map((name) => [name, count]));
const figures = (example: Record<string, number>, description: string) =>
  closed(counts(...Object.keys(example)), description, example);

const usersExample = { total: 1200, newToday: 5, newThisWeek: 31, banned: 3 };
const contentExample = { posts: 5400, comments: 18_000, listings: 0, forumThreads: 0, services: 0 };
const activityExample = { postsToday: 40, messagesToday: 0, newListingsToday: 0 };
const postExample = { id: '01939f3c-9a10-7d42-8f5e-6b1c2d3e4f50', content: 'დღეს კახეთში, 180 კმ' };

export const administrationSchemas = {
  Who: closed(
    { id, username: text, fullName: text, avatarUrl: { type: 'string', format: 'uri', nullable: true } },
    'Who it was',
    whoExample,
  ),
  AdminUser: closed(
    {
      ...profileSchemas.User.properties,
      email: text,
      phone: { ...text, nullable: true },
      isBanned: { type: 'boolean', description: 'Now; false once the time is over' },
      bannedAt: timeOrNull('Since when'),
      bannedUntil: timeOrNull('Until when; null beside `isBanned`: for good'),
      banReason: { ...text, nullable: true },
      lastLoginAt: timeOrNull('Of the last sign-in with a password'),
    },
    'A person, as staff see him',
    {
      ...(profileSchemas.User.example as object),
      isBanned: true,
      bannedAt: '2026-03-02T18:05:12.345Z',
      bannedUntil: '2026-03-09T18:05:12.345Z',
      banReason: 'Spam in comments',
      lastLoginAt: '2026-03-02T17:00:00.000Z',
    },
  ),
  AdminPost: closed(
    { ...postsSchemas.Post.properties, user: schemaRef('Who') },
    'A post, as staff see it: whoever may otherwise',
    { ...(postsSchemas.Post.example as object), user: whoExample },
  ),
  AdminComment: closed(
    {
      ...commentsSchemas.Comment.properties,
      user: schemaRef('Who'),
      post: closed({ id, content: text }, 'Under which it stands', postExample),
    },
    'A comment, as staff see it; a deleted one without its text',
    { ...(commentsSchemas.Comment.example as object), user: whoExample, post: postExample },
  ),
  DashboardStats: closed(
    {
      users: figures(usersExample, 'Accounts; today is the day in Georgia, this week the last seven days with it'),
      content: figures(contentExample, 'What is there; of what the product does not have yet, none'),
      activity: figures(activityExample, 'Of the day in Georgia'),
    },
    'The community in figures',
    { users: usersExample, content: contentExample, activity: activityExample },
  ),
} satisfies Schemas;
