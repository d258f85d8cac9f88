import Joi from 'joi';
import { type AuditKind, auditKindNames } from '../../../core/audit/index.js';

const day = 86_400_000;
const maxDays = 31;

export interface PeriodQuery {
  readonly from?: Date;
  readonly to?: Date;
}

export interface RecordsQuery extends PeriodQuery {
  readonly kinds: readonly AuditKind[];
  readonly address?: string;
}

/** `a,b` as a list of kinds. */
const kinds = Joi.string()
  .max(500)
  .custom((text: string, { error }) => {
    const names = [...new Set(text.split(',').map((name) => name.trim()))];
    return names.every((name) => auditKindNames.some((known) => known === name)) ? names : error('kinds.unknown');
  })
  .messages({ 'kinds.unknown': `{#label} must be of ${auditKindNames.join(', ')}, separated by commas` })
  .default([]);

const time = Joi.date().iso().min('2020-01-01').max('2100-01-01');
const from = time.description('From when on; a day before `to` when left out').example('2026-03-01T00:00:00.000Z');
const to = time.description('Until when, itself not included; until now when left out').example('2026-03-02T00:00:00.000Z');

/** Both ends are filled in by `periodOf`, which knows the time. */
const inOrder = (schema: Joi.ObjectSchema): Joi.ObjectSchema =>
  schema
    .custom(({ from: start, to: end, ...rest }: PeriodQuery, { error }) => {
      if (start && end && start >= end) return error('period.order');
      if (start && end && end.getTime() - start.getTime() > maxDays * day) return error('period.long');
      return { ...rest, ...(start ? { from: start } : {}), ...(end ? { to: end } : {}) };
    })
    .messages({ 'period.order': 'from must be before to', 'period.long': `from and to must be at most ${maxDays} days apart` });

export const periodQuery = inOrder(Joi.object<PeriodQuery>({ from, to }));

export const recordsQuery = inOrder(
  Joi.object<RecordsQuery>({
    from,
    to,
    kinds: kinds.description('Only these, separated by commas').example('identity.sign-in-failed,security.rate-limited'),
    address: Joi.string().ip({ cidr: 'forbidden' }).description('Only what came from this address').example('203.0.113.5'),
  }),
);

/** An open start is a day before the end; an open end the present, or as far as may be asked for. */
export function periodOf({ from: start, to: end }: PeriodQuery, now: Date): { from: Date; to: Date } {
  // What is written at this very moment counts as well.
  const soon = Math.max(now.getTime(), start?.getTime() ?? 0) + 60_000;
  const until = end ?? new Date(start ? Math.min(soon, start.getTime() + maxDays * day) : soon);
  return { from: start ?? new Date(until.getTime() - day), to: until };
}
