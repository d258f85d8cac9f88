import type { AuditDraft } from '../audit/index.js';
import type { ProfilePictureSlot } from './media.js';

/** What is audited of a profile that shows another picture, or none. */
export function pictureChanged(
  userId: string,
  slot: ProfilePictureSlot,
  before: string | null,
  after: string | null,
): AuditDraft {
  return {
    kind: 'profiles.profile-changed',
    actorId: userId,
    subject: { type: 'user', id: userId },
    facts: { changed: [slot] },
    before: { [slot]: before },
    after: { [slot]: after },
  };
}
