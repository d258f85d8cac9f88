import { createHmac } from 'node:crypto';
import type { IdentityKeys } from './identity-keys.js';

/**
 * What sign-up and reset flows call "userId": a UUID (version 8, RFC 9562 section 5.8) computed from the normalised address under a secret.
 * The same address always gets the same answer, account or not, and the public id of a person does not lead to it.
 */
export function verificationRefOf(email: string, keys: IdentityKeys): string {
  const bytes = createHmac('sha256', keys.verificationRefs).update(email).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
