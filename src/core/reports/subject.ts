import type { StaffAct } from '../administration/index.js';
import type { Report, ReportKind } from './report.js';

const types: Readonly<Record<ReportKind, StaffAct['subject']['type']>> = { POST: 'post', COMMENT: 'comment', PERSON: 'user' };

export const subjectOf = ({ kind, targetId }: Report): StaffAct['subject'] => ({ type: types[kind], id: targetId });
