import { policyNames, type PolicyName, type RateOverride, RateOverrides } from '../../../core/security/index.js';
import type { KnexSession } from '../knex-session.js';

interface OverrideRow {
  readonly policy: PolicyName;
  readonly points: number;
  readonly window_seconds: number;
  readonly changed_at: Date;
  readonly changed_by: string | null;
}

export class KnexRateOverrides extends RateOverrides {
  constructor(private readonly session: KnexSession) {
    super();
  }

  override async all(): Promise<RateOverride[]> {
    const rows = await this.session
      .db('rate_limits')
      .whereIn('policy', policyNames)
      .select<OverrideRow[]>('policy', 'points', 'window_seconds', 'changed_at', 'changed_by');
    return rows.map(({ policy, points, window_seconds: windowSeconds, changed_at: changedAt, changed_by: changedBy }) => ({
      policy,
      points,
      windowSeconds,
      changedAt,
      ...(changedBy === null ? {} : { changedBy }),
    }));
  }

  override async set({ policy, points, windowSeconds, changedAt, changedBy }: RateOverride): Promise<void> {
    await this.session
      .db('rate_limits')
      .insert({ policy, points, window_seconds: windowSeconds, changed_at: changedAt, changed_by: changedBy ?? null })
      .onConflict('policy')
      .merge();
  }

  override async remove(policy: PolicyName): Promise<boolean> {
    return (await this.session.db('rate_limits').where({ policy }).del()) > 0;
  }
}
