import { auditKindNames, auditKinds } from '../../../core/audit/index.js';
import { closed } from '../openapi/closed.js';
import type { Schemas } from '../openapi/document.js';

const time = (description: string) => ({ type: 'string', format: 'date-time', description }) as const;
const count = (description: string) => ({ type: 'integer', minimum: 0, description }) as const;
const text = (description: string) => ({ type: 'string', nullable: true, description }) as const;
const values = (description: string) => ({ type: 'object', additionalProperties: true, description }) as const;

const kind = {
  type: 'string',
  enum: auditKindNames,
  description: auditKindNames.map((name) => `\`${name}\`: ${auditKinds[name].description}`).join('. '),
};
const severity = { type: 'string', enum: ['info', 'notice', 'warning', 'alert'] };

const subjectExample = { type: 'user', id: '01939f3c-7b1a-7c3e-9a51-3f2b8c6d4e20' };

export const auditSchemas = {
  AuditRecord: closed(
    {
      id: { type: 'string', format: 'uuid' },
      sequence: { type: 'integer', minimum: 1, description: 'Place in the chain, without gaps' },
      at: time('When it was written'),
      kind,
      severity,
      outcome: { type: 'string', enum: ['success', 'failure', 'denied'] },
      actorId: { type: 'string', format: 'uuid', nullable: true, description: 'Who did it; null: nobody who was signed in' },
      subject: {
        ...closed({ type: { type: 'string' }, id: { type: 'string' } }, 'To what', subjectExample),
        nullable: true,
      },
      address: text('From where; null: by the server itself'),
      userAgent: text('As the client calls itself, cut'),
      requestId: text('Of the request, also in the log'),
      count: { type: 'integer', minimum: 1, description: 'For how many events it stands' },
      facts: values('What else is known, by kind'),
      before: { ...values('Audited fields before'), nullable: true },
      after: { ...values('Audited fields after'), nullable: true },
    },
    'Something that happened, as it was written into the audit log',
    {
      id: '01939f3c-7b1a-7c3e-9a51-3f2b8c6d4e21',
      sequence: 4711,
      at: '2026-03-02T18:05:12.345Z',
      kind: 'profiles.profile-changed',
      severity: 'info',
      outcome: 'success',
      actorId: subjectExample.id,
      subject: subjectExample,
      address: '203.0.113.5',
      userAgent: 'Mozilla/5.0',
      requestId: 'f3c2a1d0',
      count: 1,
      facts: { changed: ['username'] },
      before: { username: 'nino' },
      after: { username: 'nino_rides' },
    },
  ),
  AuditSummary: closed(
    {
      from: time('Of the period'),
      to: time('Of the period, itself not included'),
      total: count('Events of all kinds'),
      failedSignIns: count('Sign-ins that were refused'),
      rateLimited: count('Calls that a limit refused'),
      byKind: {
        type: 'array',
        description: 'Events by kind, by name; kinds without events are left out',
        items: closed({ kind, severity, count: count('Events') }, 'One kind', {
          kind: 'identity.sign-in-failed',
          severity: 'warning',
          count: 12,
        }),
      },
      topAddresses: {
        type: 'array',
        maxItems: 10,
        description: 'Where offences (severity `warning` and `alert`) came from, most first',
        items: closed(
          { address: { type: 'string' }, count: count('Offences'), lastAt: time('The last of them') },
          'One address',
          {
            address: '203.0.113.5',
            count: 12,
            lastAt: '2026-03-02T18:05:12.345Z',
          },
        ),
      },
      hours: {
        type: 'array',
        description: 'Every hour that the period touches',
        items: closed({ hour: time('Its start'), count: count('Events'), offences: count('Offences among them') }, 'One hour', {
          hour: '2026-03-02T18:00:00.000Z',
          count: 40,
          offences: 12,
        }),
      },
    },
    'What happened in a period',
    {
      from: '2026-03-02T18:00:00.000Z',
      to: '2026-03-02T19:00:00.000Z',
      total: 40,
      failedSignIns: 12,
      rateLimited: 0,
      byKind: [{ kind: 'identity.sign-in-failed', severity: 'warning', count: 12 }],
      topAddresses: [{ address: '203.0.113.5', count: 12, lastAt: '2026-03-02T18:05:12.345Z' }],
      hours: [{ hour: '2026-03-02T18:00:00.000Z', count: 40, offences: 12 }],
    },
  ),
} satisfies Schemas;
