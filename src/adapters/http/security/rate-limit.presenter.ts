import type { CountedBy, Rate, RateLimitView } from '../../../core/security/index.js';

export interface RateLimitJson extends Rate {
  readonly policy: string;
  readonly countedBy: CountedBy;
  readonly configured: Rate;
  readonly changedAt: string | null;
  readonly changedBy: string | null;
}

export function presentRateLimit({
  policy,
  countedBy,
  points,
  windowSeconds,
  configured,
  override,
}: RateLimitView): RateLimitJson {
  return {
    policy,
    countedBy,
    points,
    windowSeconds,
    configured: { points: configured.points, windowSeconds: configured.windowSeconds },
    changedAt: override?.changedAt.toISOString() ?? null,
    changedBy: override?.changedBy ?? null,
  };
}
