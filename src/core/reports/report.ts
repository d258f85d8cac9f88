import type { PersonCard } from '../profiles/index.js';

export const reportKinds = ['POST', 'COMMENT', 'PERSON'] as const;
export type ReportKind = (typeof reportKinds)[number];

export const reportCategories = {
  SPAM: 'Advertising, or the same again and again',
  HARASSMENT: 'Insults, threats or pursuit of somebody',
  HATE: 'Contempt for people for what they are',
  VIOLENCE: 'Violence, or calls for it',
  NUDITY: 'Nudity or sexual content',
  FRAUD: 'Deceit, stolen goods, a false sale',
  DANGER: 'Calls for dangerous riding',
  ILLEGAL: 'Against the law in another way',
  IMPERSONATION: 'Somebody who says to be somebody else',
  OTHER: 'Something else; the note says what',
} as const;
export type ReportCategory = keyof typeof reportCategories;

export const reportStatuses = ['OPEN', 'DISMISSED', 'REMOVED'] as const;
export type ReportStatus = (typeof reportStatuses)[number];

/** What becomes of everything that is reported of one target: nothing, or the content goes. People are banned by a ban. */
export const reportActions = ['DISMISS', 'REMOVE'] as const;
export type ReportAction = (typeof reportActions)[number];

export const statusAfter: Readonly<Record<ReportAction, Exclude<ReportStatus, 'OPEN'>>> = {
  DISMISS: 'DISMISSED',
  REMOVE: 'REMOVED',
};

export const reportLimits = { note: { max: 1000 }, reason: { max: 500 } } as const;

export interface Report {
  readonly id: string;
  readonly kind: ReportKind;
  readonly targetId: string;
  readonly status: ReportStatus;
  /** The same for all reports that were decided together; null while open. */
  readonly decisionId: string | null;
}

export interface NewReport {
  readonly id: string;
  readonly reporterId: string;
  readonly kind: ReportKind;
  readonly targetId: string;
  /** Who wrote what is reported; of a person himself. */
  readonly authorId: string;
  readonly category: ReportCategory;
  readonly note: string | null;
  readonly createdAt: Date;
}

/** Who somebody is, for staff. */
export type Who = Pick<PersonCard, 'id' | 'username' | 'fullName' | 'avatarKey'>;

/** A report as staff see it. */
export interface ReportView extends Pick<NewReport, 'id' | 'kind' | 'category' | 'note' | 'createdAt'> {
  readonly status: ReportStatus;
  readonly reporter: Who;
  readonly target: {
    readonly id: string;
    readonly author: Who;
    /** The text; empty for a person, and for what is gone by anything but this decision. */
    readonly content: string;
    /** Under which a comment stands. */
    readonly postId: string | null;
    readonly isRemoved: boolean;
  };
  /** Reports on this target, of all times. */
  readonly reportsCount: number;
  readonly decidedBy: Who | null;
  readonly decidedAt: Date | null;
}
