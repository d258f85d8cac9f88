const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** Asia/Tbilisi is UTC+4 all year: Georgia has had no summer time since 2005 (IANA time zone database). */
const offsetMs = 4 * hourMs;

/** Midnight in Georgia before this moment. */
export function startOfDay(at: Date): Date {
  return new Date(Math.floor((at.getTime() + offsetMs) / dayMs) * dayMs - offsetMs);
}
