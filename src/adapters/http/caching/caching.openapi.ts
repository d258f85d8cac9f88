import { closed } from '../openapi/closed.js';
import { type Schemas, schemaRef } from '../openapi/document.js';

const count = (description: string) => ({ type: 'integer', minimum: 0, description }) as const;

const family = closed(
  {
    family: { type: 'string', minLength: 1, description: 'Keys of one kind, by their pattern without its parameters' },
    reads: count('Hits and misses'),
    hits: closed(
      { process: count('Answered from the memory of this instance'), shared: count('Answered from the shared store') },
      'Reads answered from what was kept',
      { process: 900, shared: 60 },
    ),
    stale: count('Among the hits: served after their time, while they were loaded anew'),
    misses: count('Reads that waited for a load'),
    collapsed: count("Among the misses: waited for somebody else's load"),
    hitRate: { type: 'number', minimum: 0, maximum: 1, nullable: true, description: 'Hits per read; null: nothing was read' },
    loads: count('Times the source was asked'),
    loadErrors: count('Among the loads: failed'),
    meanLoadMs: { type: 'number', minimum: 0, nullable: true, description: 'null: nothing was loaded' },
    bytesWritten: count('Written to the shared store'),
    fenced: count('Loads whose value was not kept, because something changed meanwhile'),
    unreadable: count('Kept texts of another version'),
    storeErrors: count('Times the shared store failed'),
  },
  'What happened to one kind of cached values',
  {
    family: 'user:profile',
    reads: 1000,
    hits: { process: 900, shared: 60 },
    stale: 2,
    misses: 40,
    collapsed: 8,
    hitRate: 0.96,
    loads: 34,
    loadErrors: 0,
    meanLoadMs: 4.21,
    bytesWritten: 20480,
    fenced: 1,
    unreadable: 0,
    storeErrors: 0,
  },
);

export const cachingSchemas = {
  CacheFamily: family,
  CacheReport: closed(
    {
      instance: { type: 'string', minLength: 1, description: 'Which instance answers: host and process' },
      startedAt: { type: 'string', format: 'date-time', description: 'When it began to count' },
      readAt: { type: 'string', format: 'date-time' },
      sharedStore: {
        type: 'string',
        enum: ['closed', 'open', 'half-open', null],
        nullable: true,
        description:
          'State of its circuit breaker. closed: it is used; open: away; half-open: being tried. null: there is none, one process serves',
      },
      processTier: closed(
        {
          entries: count('Values in the memory of this instance'),
          bytes: count('What they take, estimated'),
          maxBytes: count('What they may take'),
          current: { type: 'boolean', description: 'Hears what others change; while it does not, its memory is not used' },
        },
        'The memory of this instance',
        { entries: 120, bytes: 262144, maxBytes: 67108864, current: true },
      ),
      families: { type: 'array', items: schemaRef('CacheFamily'), description: 'By name' },
    },
    'The cache of one instance since it started',
    {
      instance: 'api-1/42',
      startedAt: '2026-01-01T00:00:00.000Z',
      readAt: '2026-01-01T01:00:00.000Z',
      sharedStore: 'closed',
      processTier: { entries: 120, bytes: 262144, maxBytes: 67108864, current: true },
      families: [family.example],
    },
  ),
} satisfies Schemas;
