import { closed } from '../openapi/closed.js';
import type { Schemas } from '../openapi/document.js';

const count = { type: 'integer', minimum: 0 } as const;

export const statsSchemas = {
  CommunityStats: closed({ usersCount: count, postsToday: count }, 'Figures of the whole community', {
    usersCount: 2048,
    postsToday: 96,
  }),
} satisfies Schemas;
