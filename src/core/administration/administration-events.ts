import { cacheTags, endsNothing, type Invalidations } from '../caching/index.js';
import type { Role } from '../kernel/index.js';

/** Names of the events of this feature. All but `banEnded` are acts of staff, see StaffAct. */
export const administrationEvents = {
  personBanned: 'administration.person-banned',
  personUnbanned: 'administration.person-unbanned',
  banEnded: 'administration.ban-ended',
  roleChanged: 'administration.role-changed',
  personDeleted: 'administration.person-deleted',
  postRemoved: 'administration.post-removed',
  commentRemoved: 'administration.comment-removed',
  reportsDecided: 'administration.reports-decided',
  decisionUndone: 'administration.decision-undone',
} as const;

/** What every act of staff tells: who did it, to what, and why as far as he said. */
export type StaffAct = {
  readonly actorId: string;
  readonly subject: { readonly type: 'user' | 'post' | 'comment'; readonly id: string };
  readonly reason: string | null;
};

/** `until`: ISO 8601, null for good. */
export type PersonBanned = StaffAct & { readonly until: string | null };
export type RoleChanged = StaffAct & { readonly before: Role; readonly after: Role };
/** `decisionId`: of the decision on reports that it belongs to, null for a removal without. */
export type ContentRemoved = StaffAct & { readonly authorId: string; readonly decisionId: string | null };
/** What was removed by it has an event of its own besides. */
export type ReportsDecided = StaffAct & { readonly decisionId: string; readonly action: 'DISMISS' | 'REMOVE' };
export type DecisionUndone = StaffAct & { readonly decisionId: string };
/** The time of a ban was over. */
export type BanEnded = { readonly personId: string };

/** The payload of each event. */
export type AdministrationEvents = {
  readonly [administrationEvents.personBanned]: PersonBanned;
  readonly [administrationEvents.personUnbanned]: StaffAct;
  readonly [administrationEvents.banEnded]: BanEnded;
  readonly [administrationEvents.roleChanged]: RoleChanged;
  readonly [administrationEvents.personDeleted]: StaffAct;
  readonly [administrationEvents.postRemoved]: ContentRemoved;
  readonly [administrationEvents.commentRemoved]: ContentRemoved;
  readonly [administrationEvents.reportsDecided]: ReportsDecided;
  readonly [administrationEvents.decisionUndone]: DecisionUndone;
};

/** Somebody is not there any more for others, or is there again. */
const shownOrHidden = (userId: string): string[] => [
  ...[cacheTags.user(userId), cacheTags.looks(userId), cacheTags.people, cacheTags.usernames, cacheTags.viewer(userId)],
];

/** See cacheTags for what hangs on which. What removes or restores content records the events of posts besides, which end what they make wrong. */
export const administrationInvalidations: Invalidations<AdministrationEvents> = {
  [administrationEvents.personBanned]: ({ subject }) => shownOrHidden(subject.id),
  [administrationEvents.personUnbanned]: ({ subject }) => shownOrHidden(subject.id),
  [administrationEvents.banEnded]: ({ personId }) => shownOrHidden(personId),
  [administrationEvents.roleChanged]: ({ subject }) => [cacheTags.user(subject.id)],
  [administrationEvents.personDeleted]: ({ subject }) => [...shownOrHidden(subject.id), cacheTags.renames],
  [administrationEvents.postRemoved]: endsNothing,
  [administrationEvents.commentRemoved]: endsNothing,
  [administrationEvents.reportsDecided]: endsNothing,
  [administrationEvents.decisionUndone]: endsNothing,
};
