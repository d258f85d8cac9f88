export const benchHelp = `Measures the built server. Reads DATABASE_URL and REDIS_URL; without them it measures the embedded adapters.

  npm run bench                                     beside stock Express, in turns, case by case
  npm run bench -- --scale 1                        the same; fills the database at that scale first when nobody is in it
  npm run bench -- --compare-scales [SMALL LARGE]   the reading cases on two filled databases, in turns; without addresses
                                                    on DATABASE_URL and DATABASE_URL_LARGE

  --rounds 5  --seconds 5  --connections 50         of a case (those of the community have 100 connections)
  --only TEXT                                       cases with this in their name; nothing is written to bench/results

Cases of the community need a database filled by "npm run bench:data"; what is left out is named in the report.`;

export interface Options {
  readonly rounds: number;
  readonly seconds: number;
  readonly connections: number;
  readonly scale?: number;
  readonly only?: string;
  readonly compare?: { readonly small: string; readonly large: string };
  readonly databaseUrl?: string;
  readonly redisUrl?: string;
}

/** @throws RangeError for what is not in the help. */
export function readOptions(words: readonly string[], env: NodeJS.ProcessEnv): Options {
  const rest = [...words];
  const take = (name: string): string | undefined => {
    const at = rest.indexOf(`--${name}`);
    return at === -1 ? undefined : (rest.splice(at, 2)[1] ?? '');
  };
  const number = (name: string): number | undefined => {
    const text = take(name);
    if (text === undefined) return undefined;
    const value = Number(text);
    if (!(value > 0)) throw new RangeError(`--${name} takes a number above 0\n\n${benchHelp}`);
    return value;
  };
  const { DATABASE_URL: databaseUrl, DATABASE_URL_LARGE: largeUrl, REDIS_URL: redisUrl } = env;
  const [rounds = 5, seconds = 5, connections = 50] = [number('rounds'), number('seconds'), number('connections')];
  const [scale, only] = [number('scale'), take('only')];
  const comparing = rest.indexOf('--compare-scales');
  let compare: Options['compare'];
  if (comparing !== -1) {
    const [, small = databaseUrl, large = largeUrl] = rest.splice(comparing, 3);
    if (!small || !large) throw new RangeError(`--compare-scales needs two addresses\n\n${benchHelp}`);
    compare = { small, large };
  }
  if (rest.length > 0) throw new RangeError(`Unknown: ${rest.join(' ')}\n\n${benchHelp}`);
  return {
    rounds,
    seconds,
    connections,
    ...(scale === undefined ? {} : { scale }),
    ...(only === undefined ? {} : { only }),
    ...(compare ? { compare } : {}),
    ...(databaseUrl ? { databaseUrl } : {}),
    ...(redisUrl ? { redisUrl } : {}),
  };
}
