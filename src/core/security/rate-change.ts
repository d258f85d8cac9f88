import type { AuditDraft } from '../audit/index.js';
import type { PolicyName, Rate, Rates } from './policy-table.js';
import type { RateOverrides } from './ports/rate-overrides.js';

/** What the audit log says when a limit that held as it is now becomes `after`. */
export async function rateChange(
  policy: PolicyName,
  overrides: RateOverrides,
  configured: Rates,
  after: Rate,
  actorId: string,
): Promise<AuditDraft> {
  const before = (await overrides.all()).find((one) => one.policy === policy) ?? configured[policy];
  const kind = 'administration.rate-limit-changed';
  return { kind, actorId, facts: { policy }, before: numbersOf(before), after: numbersOf(after) };
}

const numbersOf = ({ points, windowSeconds }: Rate): Rate => ({ points, windowSeconds });
