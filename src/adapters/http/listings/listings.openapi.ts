import type { Schemas } from '../openapi/document.js';

const helmets = {
  id: '5d2c6a1e-7c0b-5f3a-9f43-2f1f0f1c9a02',
  name: 'ჩაფხუტები',
  slug: 'helmets',
  icon: null,
  parentId: '5d2c6a1e-7c0b-5f3a-9f43-2f1f0f1c9a01',
  children: [],
};

export const listingsSchemas = {
  ListingCategory: {
    type: 'object',
    description: 'A category of the marketplace with what lies below it',
    required: ['id', 'name', 'slug', 'icon', 'parentId', 'children'],
    properties: {
      id: { type: 'string', format: 'uuid' },
      name: { type: 'string', minLength: 1, description: 'Georgian, or English with `Accept-Language: en`' },
      slug: { type: 'string', pattern: '^[a-z0-9-]+$', description: 'For addresses; the same in every language' },
      icon: { type: 'string', nullable: true, description: 'Name of a picture that the client has' },
      parentId: { type: 'string', format: 'uuid', nullable: true, description: 'null: a root' },
      children: { type: 'array', items: { $ref: '#/components/schemas/ListingCategory' } },
    },
    additionalProperties: false,
    example: {
      id: '5d2c6a1e-7c0b-5f3a-9f43-2f1f0f1c9a01',
      name: 'ეკიპირება',
      slug: 'equipment',
      icon: 'helmet',
      parentId: null,
      children: [helmets],
    },
  },
} satisfies Schemas;
