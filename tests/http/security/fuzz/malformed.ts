import type { SeededRandom } from '../../../support/seeded-random.js';
import { hostileBodies, hostileHeaders, hostileTexts, hostileTypes, hostileValues, methods } from './hostile.js';

export interface RawRequest {
  readonly method: string;
  /** As it is sent, the query with it. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Buffer;
}

/** What an operation takes when it is called as it should be. */
export interface SoundRequest {
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
  /** Names of the parameters that its query may hold. */
  readonly query: readonly string[];
}

interface Draft {
  method: string;
  path: string;
  query: string[];
  headers: Record<string, string>;
  json: unknown;
  raw: Buffer | undefined;
}

type Mutation = (draft: Draft, random: SeededRandom, sound: SoundRequest) => void;

/** As a URL may hold it: percent signs go through as they are now and then, so that broken ones are sent too. */
function encoded(text: string, random: SeededRandom): string {
  if (random.chance(0.2)) return text.replace(/[^!-~]/g, '').replace(/[#?&]/g, '');
  return encodeURIComponent(text.toWellFormed()).slice(0, 8_000);
}

const segmentOf: Mutation = (draft, random) => {
  const segments = draft.path.split('/');
  segments[random.below(segments.length - 2) + 2] = encoded(random.pick(hostileTexts), random);
  draft.path = segments.join('/');
};

const parameter: Mutation = (draft, random, { query }) => {
  const known = query.length > 0 && random.chance(0.8);
  const name = known ? random.pick(query) : encoded(random.pick(hostileTexts), random);
  const form = random.pick([name, name, name, `${name}[]`, `${name}[a]`, `__proto__[${name}]`]);
  for (let i = random.chance(0.02) ? 1_500 : random.chance(0.2) ? 2 : 1; i > 0; i -= 1) {
    draft.query.push(`${form}=${encoded(random.pick(hostileTexts), random)}`);
  }
};

/** A new one each time, since what comes after may change it. */
const hostileValue = (random: SeededRandom): unknown => structuredClone(random.pick(hostileValues));

/** Every place in a JSON value, by the container that holds it and its name there. */
function placesIn(value: unknown, places: [holder: Record<string, unknown>, name: string][] = []): typeof places {
  if (typeof value !== 'object' || value === null) return places;
  for (const name of Object.keys(value)) {
    places.push([value as Record<string, unknown>, name]);
    placesIn((value as Record<string, unknown>)[name], places);
  }
  return places;
}

const field: Mutation = (draft, random) => {
  const places = placesIn(draft.json);
  if (places.length === 0) draft.json = hostileValue(random);
  else {
    const [holder, name] = random.pick(places);
    if (random.chance(0.15)) delete holder[name];
    else holder[name] = random.chance(0.5) ? random.pick(hostileTexts) : hostileValue(random);
  }
};

const strangeField: Mutation = (draft, random) => {
  if (typeof draft.json !== 'object' || draft.json === null) draft.json = {};
  Object.defineProperty(draft.json, random.pick(hostileTexts), {
    value: hostileValue(random),
    enumerable: true,
    writable: true,
    configurable: true,
  });
};

const rawBody: Mutation = (draft, random) => {
  draft.raw = Buffer.from(random.pick(hostileBodies));
};
const type: Mutation = (draft, random) => {
  draft.headers['content-type'] = random.pick(hostileTypes);
  draft.json ??= {};
};
const header: Mutation = (draft, random) => {
  const [name, value] = random.pick(hostileHeaders);
  draft.headers[name] = value;
};
const method: Mutation = (draft, random) => {
  draft.method = random.pick(methods);
};

const mutations: readonly Mutation[] = [
  ...[segmentOf, parameter, parameter, field, field, field],
  ...[strangeField, rawBody, type, header, header, method],
];

/** A sound request with one to three things wrong. The same from the same choices. */
export function malformed(sound: SoundRequest, authorization: string | undefined, random: SeededRandom): RawRequest {
  const [path = '', query] = sound.path.split('?');
  const draft: Draft = {
    method: sound.method,
    path,
    query: query === undefined ? [] : [query],
    raw: undefined,
    headers: authorization === undefined ? {} : { authorization },
    json: structuredClone(sound.body),
  };
  for (let i = 1 + random.below(3); i > 0; i -= 1) random.pick(mutations)(draft, random, sound);
  const body = draft.raw ?? (draft.json === undefined ? undefined : Buffer.from(JSON.stringify(draft.json) ?? ''));
  if (body) draft.headers['content-type'] ??= 'application/json';
  return {
    method: draft.method,
    path: draft.query.length > 0 ? `${draft.path}?${draft.query.join('&')}` : draft.path,
    headers: draft.headers,
    ...(body ? { body } : {}),
  };
}
