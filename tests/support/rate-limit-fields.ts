import { isInnerList, parseList } from 'structured-headers';

/** A policy as an answer tells of it. */
export interface ToldLimit {
  readonly name: string;
  readonly points: number;
  readonly windowSeconds: number;
  readonly left: number;
  readonly resetSeconds: number;
  /** Hexadecimal; the same in both fields. */
  readonly partition: string;
}

/** `RateLimit-Policy` and `RateLimit` of an answer, as RFC 9651 has them. Throws where they do not belong together or are no such lists. */
export function toldLimits(headers: Readonly<Record<string, string | undefined>>): ToldLimit[] {
  const policies = members(headers['ratelimit-policy']);
  const limits = members(headers['ratelimit']);
  if (policies.length !== limits.length) throw new Error('RateLimit and RateLimit-Policy do not list the same policies');
  return policies.map((policy, i) => {
    const limit = limits[i];
    if (policy.name !== limit?.name || policy.partition !== limit.partition) throw new Error(`${policy.name}: told otherwise`);
    const [points, windowSeconds] = [policy.whole('q'), policy.whole('w')];
    return {
      name: policy.name,
      points,
      windowSeconds,
      left: limit.whole('r'),
      resetSeconds: limit.whole('t'),
      partition: policy.partition,
    };
  });
}

function members(field: string | undefined): { name: string; partition: string; whole(parameter: string): number }[] {
  return parseList(field ?? '').map((member) => {
    if (isInnerList(member)) throw new TypeError('an inner list');
    const [name, parameters] = member;
    const partition = parameters.get('pk');
    if (typeof name !== 'string' || !(partition instanceof ArrayBuffer)) throw new TypeError('no name, or no partition of bytes');
    const whole = (parameter: string): number => {
      const value = parameters.get(parameter);
      if (typeof value !== 'number' || !Number.isInteger(value) || value < 0)
        throw new TypeError(`${parameter} is no whole number`);
      return value;
    };
    return { name, partition: Buffer.from(partition).toString('hex'), whole };
  });
}
