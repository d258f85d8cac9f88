export type AuditSeverity = 'info' | 'notice' | 'warning' | 'alert';
export type AuditOutcome = 'success' | 'failure' | 'denied';

interface KindRules {
  readonly severity: AuditSeverity;
  readonly outcome: AuditOutcome;
  /** What may stand in `facts`. */
  readonly facts?: readonly string[];
  /** What may stand in `before` and `after`. */
  readonly fields?: readonly string[];
  /** Anybody can cause it as often as he likes: the first in a minute is a row, the others are counted in a second one. */
  readonly grouped?: true;
  readonly description: string;
}

const success = { severity: 'info', outcome: 'success' } as const;
const offence = { severity: 'warning', outcome: 'denied', grouped: true } as const;

/**
 * Every security event and audited operation. A kind is never renamed: old rows bear it. Only what is listed here is written: no passwords,
 * tokens or codes, no e-mail addresses, no texts that people write about themselves.
 */
export const auditKinds = {
  'identity.registered': { ...success, facts: ['isNew'], description: 'Somebody signed up; isNew: the address had no account' },
  'identity.email-verified': { ...success, description: 'An address was proved, which signs in' },
  'identity.signed-in': { ...success, description: 'Signed in with the password' },
  'identity.sign-in-failed': {
    severity: 'warning',
    outcome: 'failure',
    facts: ['account', 'reason'],
    description: 'A sign-in was refused; account: keyed hash of the address that was tried',
  },
  'identity.signed-out': { ...success, description: 'Signed out' },
  'identity.session-ended': { ...success, facts: ['count'], description: 'Sessions were ended by their owner' },
  'identity.refresh-token-reused': {
    severity: 'alert',
    outcome: 'denied',
    description: 'An old refresh token came back; its session was ended',
  },
  'identity.password-changed': { ...success, severity: 'notice', facts: ['how'], description: 'A password was changed or reset' },
  'identity.password-reset-requested': {
    ...success,
    facts: ['account'],
    description: 'A code to reset a password was asked for; account: keyed hash of the address',
  },
  'identity.role-changed': { ...success, severity: 'notice', fields: ['role'], description: 'A person has another role' },
  'profiles.profile-changed': {
    ...success,
    facts: ['changed'],
    fields: ['username', 'fullName', 'avatar', 'cover'],
    description: 'A person changed the own profile; changed: names of fields',
  },
  'posts.post-deleted': { ...success, description: 'A post was deleted' },
  'posts.comment-deleted': { ...success, description: 'A comment was deleted' },
  'administration.person-banned': {
    ...success,
    severity: 'notice',
    facts: ['reason', 'until'],
    description: 'A person was banned; until: null for good',
  },
  'administration.person-unbanned': { ...success, severity: 'notice', description: 'A ban was taken back' },
  'administration.person-deleted': { ...success, severity: 'notice', description: 'An account was removed by an administrator' },
  'administration.post-removed': {
    ...success,
    severity: 'notice',
    facts: ['reason', 'authorId', 'decisionId'],
    description: 'Staff removed a post',
  },
  'administration.comment-removed': {
    ...success,
    severity: 'notice',
    facts: ['reason', 'authorId', 'decisionId'],
    description: 'Staff removed a comment',
  },
  'administration.reports-decided': {
    ...success,
    severity: 'notice',
    facts: ['reason', 'decisionId', 'action'],
    description: 'Staff decided on what was reported',
  },
  'administration.decision-undone': {
    ...success,
    severity: 'notice',
    facts: ['decisionId'],
    description: 'Staff took back a decision on reports',
  },
  'administration.cache-cleared': {
    ...success,
    severity: 'notice',
    facts: ['family'],
    description: 'An administrator ended what is cached',
  },
  'administration.rate-limit-changed': {
    ...success,
    severity: 'notice',
    facts: ['policy'],
    fields: ['points', 'windowSeconds'],
    description: 'An administrator set a limit on calls, or let the configuration hold again',
  },
  'administration.api-key-created': {
    ...success,
    severity: 'notice',
    facts: ['name', 'scopes', 'expiresAt'],
    description: 'An administrator made an API key',
  },
  'administration.api-key-rotated': { ...success, severity: 'notice', description: 'An API key has a new text' },
  'administration.api-key-revoked': { ...success, severity: 'notice', description: 'An API key was ended' },
  'security.rate-limited': { ...offence, facts: ['method', 'route'], description: 'A limit refused a call' },
  'security.permission-denied': { ...offence, facts: ['method', 'route'], description: 'A call was refused for lack of rights' },
  'security.suspicious-input': {
    ...offence,
    outcome: 'success',
    facts: ['route', 'parameter', 'pattern'],
    description: 'A query looked like SQL; it was treated like any other',
  },
  'security.events-shed': {
    severity: 'alert',
    outcome: 'failure',
    description: 'More events than can be kept came at once, or the database was away; count: how many are not here',
  },
} as const satisfies Record<string, KindRules>;

export type AuditKind = keyof typeof auditKinds;

export const auditKindNames = Object.keys(auditKinds) as AuditKind[];

export const rulesOf = (kind: AuditKind): KindRules => auditKinds[kind];

/** Of whom an administrator wants to know: what was refused, and worse. */
export const offences: readonly AuditKind[] = auditKindNames.filter((kind) => {
  return ['warning', 'alert'].includes(rulesOf(kind).severity);
});
