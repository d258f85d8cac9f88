import type { Rate } from './policy-table.js';

const tenfold = 10;
const hundredfold = 100;

/**
 * What is wrong with a limit that an administrator wants, by field; nothing: it may be set. Between a tenth and a hundred times of what is configured, in
 * points and in points a second, so that nobody locks everybody out (himself included), or switches a limit off.
 */
export function rateFaults({ points, windowSeconds }: Rate, configured: Rate): Record<string, string[]> {
  const [fewest, most] = [Math.ceil(configured.points / tenfold), configured.points * hundredfold];
  if (points < fewest || points > most) return { points: [`must be between ${fewest} and ${most}`] };
  // Calls a second, compared without fractions.
  const [wanted, usual] = [points * configured.windowSeconds, configured.points * windowSeconds];
  if (wanted * tenfold < usual) return { windowSeconds: ['leaves less than a tenth of the configured calls a second'] };
  if (wanted > usual * hundredfold)
    return { windowSeconds: ['lets through more than a hundred times the configured calls a second'] };
  return {};
}
