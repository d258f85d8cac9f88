import { createHmac } from 'node:crypto';
import type { IdentityKeys } from './identity-keys.js';

/** Stands in the audit log for an address that was tried: the same one always gets the same mark, and no mark leads to an address. */
export function accountMark(email: string, keys: IdentityKeys): string {
  return createHmac('sha256', keys.auditMarks).update(email).digest('base64url').slice(0, 22);
}
