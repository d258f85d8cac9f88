import { postVisibilities } from '../../../core/posts/index.js';
import { closed } from '../openapi/closed.js';
import { schemaRef, type Schemas } from '../openapi/document.js';

const id = { type: 'string', format: 'uuid' } as const;
const count = { type: 'integer', minimum: 0 } as const;
const flag = { type: 'boolean' } as const;
const time = { type: 'string', format: 'date-time' } as const;
const url = { type: 'string', format: 'uri' } as const;

const imageExample = {
  id: '01939f3c-9a10-7d42-8f5e-6b1c2d3e4f51',
  url: 'https://media.example.ge/posts/01939f3c/1080w.webp',
  thumbnailUrl: 'https://media.example.ge/posts/01939f3c/300x300.webp',
  width: 1080,
  height: 720,
  blurhash: 'LEHV6nWB2yk8pyo0adR*.7kCMdnj',
  order: 0,
};

const authorExample = {
  id: '01939f3c-7b1a-7c3e-9a51-3f2b8c6d4e10',
  username: 'nino_rides',
  fullName: 'ნინო ბერიძე',
  avatarUrl: null,
  bio: 'მოტოციკლები და მთები',
  isFollowing: true,
};

const originalExample = {
  id: '01939f3c-9a10-7d42-8f5e-6b1c2d3e4f50',
  content: 'დღეს კახეთში, 180 კმ #მოტო @luka_r',
  images: [imageExample],
  author: authorExample,
  hashtags: ['მოტო'],
  createdAt: '2026-03-02T18:05:12.345Z',
};

const originalProperties = {
  id,
  content: { type: 'string', description: 'As it was typed' },
  images: { type: 'array', items: schemaRef('PostImage'), description: 'In their order' },
  author: schemaRef('UserCard'),
  hashtags: {
    type: 'array',
    items: { type: 'string' },
    description: 'Names without `#`, in lower case, in the order of the text',
  },
  createdAt: time,
};

const mention = closed({ id, username: { type: 'string' } }, 'Somebody named in the text with `@`', {
  id: '01939f3c-7b1a-7c3e-9a51-3f2b8c6d4e11',
  username: 'luka_r',
});

export const postsSchemas = {
  PostImage: closed(
    {
      id,
      url,
      thumbnailUrl: { ...url, description: 'A square one of 300 pixels' },
      width: { type: 'integer', minimum: 1, description: 'Of the picture at `url`, in pixels' },
      height: { type: 'integer', minimum: 1, description: 'Of the picture at `url`, in pixels' },
      blurhash: { type: 'string', description: 'A blurred preview (https://blurha.sh)' },
      order: { ...count, description: 'Place in the post, from 0' },
    },
    'A picture of a post',
    imageExample,
  ),
  Post: closed(
    {
      ...originalProperties,
      visibility: { type: 'string', enum: [...postVisibilities] },
      likeCount: count,
      commentCount: { ...count, description: 'Comments and replies' },
      repostCount: count,
      isLiked: { ...flag, description: 'You like it; false for guests' },
      isSaved: { ...flag, description: 'You saved it; false for guests' },
      isReposted: { ...flag, description: 'You passed it on; false for guests' },
      mentions: { type: 'array', items: mention, description: 'People named in the text who are here' },
      repostOf: {
        ...closed(
          originalProperties,
          'The post that is passed on or quoted; null where there is none that you get to see',
          originalExample,
        ),
        nullable: true,
      },
      updatedAt: { ...time, description: 'Of the last change of text, pictures or visibility' },
    },
    'A post, as the caller sees it',
    {
      ...originalExample,
      visibility: 'PUBLIC',
      likeCount: 12,
      commentCount: 3,
      repostCount: 1,
      isLiked: true,
      isSaved: false,
      isReposted: false,
      mentions: [mention.example],
      repostOf: null,
      updatedAt: '2026-03-02T18:05:12.345Z',
    },
  ),
  Like: closed({ isLiked: flag, likesCount: count }, 'How it stands after a like', { isLiked: true, likesCount: 13 }),
  Saved: closed({ saved: flag }, 'How it stands after saving', { saved: true }),
  Hashtag: closed(
    { id, name: { type: 'string', description: 'Without `#`' }, postsCount: { ...count, description: 'Live public posts' } },
    'A hashtag',
    { id: '01939f3c-9a10-7d42-8f5e-6b1c2d3e4f60', name: 'მოტო', postsCount: 42 },
  ),
  NewerCount: closed(
    { count: { ...count, maximum: 100, description: '100 stands for 100 or more' } },
    'How many posts came in above a position',
    { count: 3 },
  ),
} satisfies Schemas;
