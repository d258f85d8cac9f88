import { reportCategories, reportKinds, reportStatuses } from '../../../core/reports/index.js';
import { administrationSchemas } from '../administration/administration.openapi.js';
import { closed } from '../openapi/closed.js';
import { schemaRef, type Schemas } from '../openapi/document.js';
import { categoryText } from './reports.schemas.js';

const id = { type: 'string', format: 'uuid' } as const;
const time = { type: 'string', format: 'date-time' } as const;
const kind = { type: 'string', enum: [...reportKinds] };
const category = { type: 'string', enum: Object.keys(reportCategories), description: categoryText };

const who = (n: number, username: string) => ({
  id: `01939f3c-7b1a-7c3e-9a51-3f2b8c6d4e1${n}`,
  username,
  fullName: 'ნინო ბერიძე',
  avatarUrl: null,
});
const receiptExample = {
  id: '01939f3e-2d3c-7b5e-8f60-7b8c9d0e1f20',
  kind: 'POST',
  category: 'SPAM',
  createdAt: '2026-03-02T18:05:12.345Z',
};
const targetExample = { id: '01939f3c-9a10-7d42-8f5e-6b1c2d3e4f50', content: 'იყიდე ახლავე!', postId: null, isRemoved: false };

export const reportsSchemas = {
  ReportReceipt: closed({ id, kind, targetId: id, category, createdAt: time }, 'A report of yours, as it arrived', {
    ...receiptExample,
    targetId: targetExample.id,
  }),
  Report: closed(
    {
      id,
      kind,
      category,
      note: { type: 'string', nullable: true, description: 'What the reporter says' },
      status: { type: 'string', enum: [...reportStatuses] },
      reporter: schemaRef('Who'),
      target: closed(
        {
          id,
          author: schemaRef('Who'),
          content: {
            type: 'string',
            description: 'The text; empty for a person, and for what is gone by anything but this decision',
          },
          postId: { ...id, nullable: true, description: 'Under which a comment stands' },
          isRemoved: { type: 'boolean', description: 'It is gone, for whatever reason' },
        },
        'What is reported',
        { ...targetExample, author: who(1, 'luka_r') },
      ),
      reportsCount: { type: 'integer', minimum: 1, description: 'Reports on this target, of all times' },
      decidedBy: { ...administrationSchemas.Who, nullable: true },
      decidedAt: { ...time, nullable: true },
      createdAt: time,
    },
    'A report, as staff see it',
    {
      ...receiptExample,
      note: null,
      status: 'OPEN',
      reporter: who(0, 'nino_rides'),
      target: { ...targetExample, author: who(1, 'luka_r') },
      reportsCount: 3,
      decidedBy: null,
      decidedAt: null,
    },
  ),
} satisfies Schemas;
