import { type Caller, callers } from './world.js';

/** The status that each caller gets. */
export type Expected = Readonly<Record<Caller, number>>;

const all = (status: number): Expected => Object.fromEntries(callers.map((caller) => [caller, status])) as Expected;

/** A token that is worth nothing is told so, also where none is needed; a key does only what it was made for. */
const badTokens = { banned: 401, revoked: 401, unscopedKey: 403 } as const;

/** Nobody is asked who he is. */
export const everybody = (status = 200): Expected => all(status);

export const withOrWithoutToken = (status = 200): Expected => ({ ...all(status), ...badTokens });

export const members = (status = 200): Expected => ({ ...all(status), ...badTokens, anonymous: 401 });

/** `others`: 403 where they see it, 404 where they do not. */
export const owner = (status: number, others: 403 | 404): Expected => ({ ...members(others), owner: status });

export const administrators = (status = 200): Expected => ({ ...members(403), administrator: status });

export const staff = (status = 200): Expected => ({ ...administrators(status), moderator: status });
