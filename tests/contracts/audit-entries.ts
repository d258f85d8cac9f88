import { randomUUID } from 'node:crypto';
import type { AuditEntry } from '../../src/core/audit/index.js';

/** An entry with everything in it that can be hard to write down. */
export function auditEntry(changes: Partial<AuditEntry> = {}): AuditEntry {
  return {
    id: randomUUID(),
    kind: 'profiles.profile-changed',
    outcome: 'success',
    actorId: randomUUID(),
    subjectType: 'user',
    subjectId: randomUUID(),
    address: '203.0.113.5',
    userAgent: 'Mozilla/5.0 (ქართული; "x") \\ 🚲',
    requestId: 'request-1',
    count: 1,
    facts: { changed: ['username', 'bio'], n: 1.5, yes: true, none: null },
    before: { username: 'ნინო "it\'s" \\ \n' },
    after: { username: '🚲' },
    ...changes,
  };
}
