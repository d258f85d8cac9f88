import Joi from 'joi';
import {
  type Complaint,
  reportActions,
  reportCategories,
  type ReportFilter,
  reportKinds,
  reportLimits,
  reportStatuses,
  type Verdict,
} from '../../../core/reports/index.js';
import { plainText } from '../../../core/text/index.js';
import { idOf } from '../ids.js';
import { typedText } from '../typed-text.js';

export interface IdParams {
  readonly id: string;
}

const params = (what: string, example: string) => Joi.object<IdParams>({ id: idOf(what).required().example(example) });

export const reportedPostParams = params('the post', '01939f3c-9a10-7d42-8f5e-6b1c2d3e4f50');
export const reportedCommentParams = params('the comment', '01939f3d-1c2b-7a4d-8e5f-6a7b8c9d0e1f');
export const reportedPersonParams = params('the person', '01939f3c-7b1a-7c3e-9a51-3f2b8c6d4e10');
export const reportParams = params('the report', '01939f3e-2d3c-7b5e-8f60-7b8c9d0e1f20');

export const categoryText = Object.entries(reportCategories)
  .map(([name, meaning]) => `${name}: ${meaning}`)
  .join('. ');

export const complaintBody = Joi.object<Complaint>({
  category: Joi.string()
    .valid(...Object.keys(reportCategories))
    .required()
    .description(categoryText)
    .example('SPAM'),
  note: typedText(plainText, reportLimits.note).allow('').description('What staff should know; up to 1000 characters'),
}).meta({ className: 'ReportBody' });

export const queueQuery = Joi.object<ReportFilter>({
  status: Joi.string()
    .valid(...reportStatuses)
    .description('Only reports that stand so; left out: all')
    .example('OPEN'),
  kind: Joi.string()
    .valid(...reportKinds)
    .description('Only reports on these'),
});

export const verdictBody = Joi.object<Verdict>({
  action: Joi.string()
    .valid(...reportActions)
    .required()
    .description('DISMISS: nothing happens to what is reported. REMOVE: the post or comment goes; people are banned instead')
    .example('REMOVE'),
  reason: typedText(plainText, reportLimits.reason).allow('').description('Why, for the staff; up to 500 characters'),
}).meta({ className: 'ReportDecisionBody' });
