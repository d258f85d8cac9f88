import { closed } from '../openapi/closed.js';

const id = { type: 'string', format: 'uuid' } as const;
const text = { type: 'string' } as const;
const textOrNull = { type: 'string', nullable: true } as const;
const urlOrNull = { type: 'string', format: 'uri', nullable: true } as const;
const count = { type: 'integer', minimum: 0 } as const;
const flag = { type: 'boolean' } as const;
const time = { type: 'string', format: 'date-time' } as const;

const userProperties = {
  id,
  email: { ...text, description: 'Empty for everybody but the person himself' },
  username: text,
  fullName: text,
  phone: { ...textOrNull, description: 'Null for everybody but the person himself' },
  bio: textOrNull,
  location: textOrNull,
  avatarUrl: urlOrNull,
  coverUrl: urlOrNull,
  role: { type: 'string', enum: ['USER', 'MODERATOR', 'ADMIN'] },
  isVerified: flag,
  followersCount: count,
  followingCount: count,
  postsCount: count,
  createdAt: time,
  updatedAt: time,
} as const;

const userExample = {
  id: '01939f3c-7b1a-7c3e-9a51-3f2b8c6d4e10',
  email: 'nino@example.ge',
  username: 'nino_rides',
  fullName: 'ნინო ბერიძე',
  phone: '+995599123456',
  bio: 'მოტოციკლები და მთები',
  location: 'თბილისი',
  avatarUrl: 'https://media.example.ge/avatars/01939f3d/200x200.webp',
  coverUrl: null,
  role: 'USER',
  isVerified: true,
  followersCount: 128,
  followingCount: 64,
  postsCount: 12,
  createdAt: '2026-01-15T09:30:00.000Z',
  updatedAt: '2026-03-02T18:05:12.345Z',
};

const profileProperties = {
  ...userProperties,
  isFollowing: { ...flag, description: 'You follow this person' },
  isBlocked: { ...flag, description: 'You blocked this person' },
  isBlockedBy: { ...flag, description: 'This person blocked you. Such a profile is not shown, so this is false' },
} as const;

const cardProperties = {
  id,
  username: text,
  fullName: text,
  avatarUrl: urlOrNull,
  bio: textOrNull,
  isFollowing: { ...flag, description: 'You follow this person; false for guests' },
} as const;

const relationshipProperties = {
  userId: id,
  isFollowing: { ...flag, description: 'You follow this person' },
  isFollowedBy: { ...flag, description: 'This person follows you' },
  isBlocked: { ...flag, description: 'You blocked this person' },
} as const;

const { id: exampleId, username, fullName, avatarUrl, bio } = userExample;

/** Component schemas (OpenAPI 3.0.3) of what the endpoints of people answer. */
export const profileSchemas = {
  User: closed(userProperties, 'A person, as he sees himself', userExample),
  UserProfile: closed(profileProperties, 'A person, as the caller sees him', {
    ...userExample,
    email: '',
    phone: null,
    isFollowing: true,
    isBlocked: false,
    isBlockedBy: false,
  }),
  UserCard: closed(cardProperties, 'A person in a list', {
    id: exampleId,
    username,
    fullName,
    avatarUrl,
    bio,
    isFollowing: true,
  }),
  Relationship: closed(relationshipProperties, 'What stands between you and a person', {
    userId: exampleId,
    isFollowing: true,
    isFollowedBy: false,
    isBlocked: false,
  }),
};
