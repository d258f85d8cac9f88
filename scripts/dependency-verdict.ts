import Joi from 'joi';
import { StartupFailure } from '../src/composition/startup-failure.js';

/** One advisory about a package that is installed. */
export interface Advisory {
  /** `GHSA-…`, as GitHub and npm name it; `npm-…` where npm alone has it. */
  readonly id: string;
  readonly packageName: string;
  readonly severity: string;
  readonly title: string;
  /** Whether the package is part of what runs in production. */
  readonly production: boolean;
}

/** Says that an advisory is known and accepted until the end of a day (UTC). */
export interface Waiver {
  readonly id: string;
  readonly reason: string;
  /** `2026-12-31` */
  readonly until: string;
}

export interface Verdict {
  readonly open: readonly Advisory[];
  readonly waived: readonly Advisory[];
  readonly expired: readonly Waiver[];
  /** They waive nothing: fixed meanwhile, or never there. */
  readonly unused: readonly Waiver[];
}

/** The part of package-lock.json that is needed: packages by their place. */
export interface Lock {
  readonly packages: Readonly<Record<string, { readonly version?: string; readonly name?: string; readonly dev?: boolean }>>;
}

interface Report {
  readonly auditReportVersion: 2;
  readonly vulnerabilities: Readonly<Record<string, Vulnerability>>;
}

interface Vulnerability {
  readonly name: string;
  readonly nodes: readonly string[];
  /** Advisories about the package itself, and names of vulnerable packages that it depends on. */
  readonly via: readonly (string | { source: number; title: string; url: string; severity: string })[];
}

/** Nobody looks again at what is waived for longer. */
const maxWaiverDays = 90;

const reportSchema = Joi.object({
  auditReportVersion: Joi.valid(2).required(),
  vulnerabilities: Joi.object().required(),
  // A report about nothing is no good news.
  metadata: Joi.object({ dependencies: Joi.object({ total: Joi.number().min(1).required() }).required() }).required(),
}).options({ allowUnknown: true });

/** `2026-12-31`; February has no 30th. */
function day(text: string): string {
  const time = Date.parse(text);
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== text)
    throw new Error('must be a day such as 2026-12-31');
  return text;
}

const waiversSchema = Joi.array()
  .items(
    Joi.object({
      id: Joi.string()
        .pattern(/^(GHSA(-[0-9a-z]{4}){3}|npm-\d+)$/, 'GHSA-xxxx-xxxx-xxxx')
        .required(),
      reason: Joi.string().trim().min(20).required(),
      until: Joi.string().custom(day).required(),
    }),
  )
  .unique('id');

/**
 * What `npm audit --json` found, each advisory once a package.
 * @throws StartupFailure when it is no report: npm writes an object with `message` when it could not ask.
 */
export function advisoriesOf(report: unknown, lock: Lock): Advisory[] {
  const { error } = reportSchema.validate(report);
  if (error) {
    const said = (report as { message?: unknown } | null)?.message;
    throw new StartupFailure(`npm audit could not be run: ${typeof said === 'string' ? said : error.message}`);
  }
  return Object.values((report as Report).vulnerabilities).flatMap(({ name, nodes, via }) => {
    const production = nodes.some((place) => lock.packages[place]?.dev !== true);
    return via
      .filter((cause) => typeof cause !== 'string')
      .map(({ source, title, url, severity }) => ({
        id: /GHSA(-[0-9a-z]{4}){3}/.exec(url)?.[0] ?? `npm-${source}`,
        packageName: name,
        severity,
        title,
        production,
      }));
  });
}

/** `today` as `2026-11-26`. @throws StartupFailure for what are no waivers, and for one that goes too far ahead. */
export function readWaivers(given: unknown, today: string): Waiver[] {
  const { error, value } = waiversSchema.validate(given, { abortEarly: false, convert: false });
  if (error) throw new StartupFailure(`The waivers cannot be used: ${error.message}`);
  const waivers = value as Waiver[];
  const last = new Date(Date.parse(today) + maxWaiverDays * 86_400_000).toISOString().slice(0, 10);
  const tooFar = waivers.filter(({ until }) => until > last).map(({ id }) => id);
  if (tooFar.length > 0)
    throw new StartupFailure(`The waivers cannot be used: at most ${maxWaiverDays} days ahead, not ${tooFar.join(', ')}`);
  return waivers;
}

/** An advisory is open unless a waiver names it whose day has not passed. */
export function judge(advisories: readonly Advisory[], waivers: readonly Waiver[], today: string): Verdict {
  const valid = new Set(waivers.filter(({ until }) => until >= today).map(({ id }) => id));
  const found = new Set(advisories.map(({ id }) => id));
  return {
    open: advisories.filter(({ id }) => !valid.has(id)),
    waived: advisories.filter(({ id }) => valid.has(id)),
    expired: waivers.filter(({ id }) => !valid.has(id)),
    unused: waivers.filter(({ id }) => valid.has(id) && !found.has(id)),
  };
}
