import http from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { SeededRandom } from '../../tests/support/seeded-random.js';
import type { Community } from '../community.js';
import type { Figure } from './figure.js';
import { Truth } from './truth.js';
import { zipf } from './zipf.js';

export interface ReplayOptions {
  /** Two instances on one database and one Redis; reads and writes go to either. */
  readonly bases: readonly string[];
  readonly community: Community;
  /** Their day is over after so many reads, and as far as they have come. */
  readonly readsOfDay: number;
  readonly setClocks: (dayTimeMs: number) => void;
  /** How old an answer of the instance that did not write may be, in ms. */
  readonly boundMs: number;
  readonly seed: number;
}

const readers = 24;
const dayMs = 86_400_000;
/** The clocks are set so often in a day: every 43 seconds of it. */
const ticks = 2_000;
/** Of a hundred requests one is a write. */
const writeShare = 0.01;
/** The first part of the day fills what is empty, and is not counted: yesterday's visitors did. */
const warmUpShare = 0.2;

interface Read {
  readonly route: string;
  readonly path: string;
  /** What of the answer is judged: by name in Truth, and how it is read out of the body. */
  readonly judged: readonly (readonly [string, (data: Record<string, unknown>) => unknown])[];
}

interface Seen {
  readonly what: string;
  readonly value: unknown;
  readonly askedAt: number;
  readonly answeredAt: number;
  /** Where it stood, and what `Cache-Status` said of it. */
  readonly answer: string;
}

/**
 * A day of visitors in a few minutes: guests read posts, comments and profiles by Zipf's law, lists by their shares, while members like, comment
 * and edit, one write at a time. Hits are what `Cache-Status` says; every answer to a read of something written before is compared with it.
 */
export async function replay(options: ReplayOptions): Promise<Figure[]> {
  const { bases, community, readsOfDay, setClocks, boundMs } = options;
  const draws = new SeededRandom(options.seed);
  const random = (): number => draws.next();
  const readOf = reads(community, random);
  const truth = new Truth();
  const agent = new http.Agent({ keepAlive: true, maxSockets: 64 });
  const counted = { reads: 0, hits: 0, writes: 0, violations: 0, oldestMs: 0 };
  const byRoute = new Map<string, { reads: number; hits: number }>();
  // Judged at the end: a reader may see a write before its writer has the answer to it.
  const seen: Seen[] = [];
  const warmUp = readsOfDay * warmUpShare;
  const tick = Math.ceil(readsOfDay / ticks);
  let sent = 0;
  let written = 0;

  const read = async (): Promise<void> => {
    sent += 1;
    if (sent % tick === 0) setClocks((dayMs * sent) / readsOfDay);
    const isCounted = sent > warmUp;
    const { route, path, judged } = readOf();
    const base = bases[Math.floor(random() * bases.length)] ?? '';
    const askedAt = performance.now();
    const answer = await request(agent, base + path);
    if (answer.status !== 200) throw new Error(`${path} answers ${answer.status}`);
    const answeredAt = performance.now();
    if (!isCounted) return;
    counted.reads += 1;
    const hits = /;\s*hit\b/.test(answer.cacheStatus) ? 1 : 0;
    counted.hits += hits;
    const before = byRoute.get(route) ?? { reads: 0, hits: 0 };
    byRoute.set(route, { reads: before.reads + 1, hits: before.hits + hits });
    const known = judged.filter(([what]) => truth.latest(what) !== undefined);
    if (known.length === 0) return;
    const { data } = JSON.parse(answer.body) as { data: Record<string, unknown> };
    for (const [what, valueOf] of known)
      seen.push({ what, value: valueOf(data), askedAt, answeredAt, answer: `${base}${path} (${answer.cacheStatus})` });
  };
  const readUntilEnd = async (): Promise<void> => {
    while (sent < readsOfDay) await read();
  };
  const write = writes(options, agent, truth, random);
  const writeUntilEnd = async (): Promise<void> => {
    while (sent < readsOfDay) {
      if (written >= sent * writeShare) await sleep(2);
      else {
        await write();
        written += 1;
        if (sent > warmUp) counted.writes += 1;
      }
    }
  };
  try {
    await Promise.all([writeUntilEnd(), ...Array.from({ length: readers }, readUntilEnd)]);
  } finally {
    agent.destroy();
  }
  for (const { what, value, askedAt, answeredAt, answer } of seen) {
    const staleMs = truth.staleness(what, value, askedAt, answeredAt);
    counted.oldestMs = Math.max(counted.oldestMs, staleMs);
    if (staleMs <= boundMs) continue;
    counted.violations += 1;
    console.error(`${answer}: ${what} is ${String(value)}, outdated for ${Math.round(staleMs)} ms`);
  }
  const number = (value: number): string => value.toLocaleString('en-US');
  return [
    {
      what: `Zipf replay: four fifths of a day, ${number(counted.reads)} public reads and ${number(counted.writes)} writes on ${bases.length} instances: hit rate`,
      found: `${((100 * counted.hits) / counted.reads).toFixed(1)} %`,
      aim: 'over 95 %',
    },
    {
      what: 'The same, by route',
      found: [...byRoute].map(([route, { reads, hits }]) => `${route} ${((100 * hits) / reads).toFixed(1)} %`).join(', '),
      aim: '–',
    },
    {
      what: `The same: answers staler than ${boundMs} ms, of ${number(seen.length)} compared with what was written (the stalest: ${Math.round(counted.oldestMs)} ms)`,
      found: number(counted.violations),
      aim: '0',
    },
  ];
}

function reads({ postIds, usernames, popularTag }: Community, random: () => number): () => Read {
  const [post, person] = [zipf(postIds.length, random), zipf(usernames.length, random)];
  const plain = (path: string, route = path): (() => Read) => {
    const made: Read = { route, path: `/api/v1${path}`, judged: [] };
    return () => made;
  };
  const shares: readonly (readonly [number, () => Read])[] = [
    [0.45, () => postRead(postIds[post()] ?? '')],
    [0.15, () => ({ route: '/posts/:id/comments', path: `/api/v1/posts/${postIds[post()]}/comments`, judged: [] })],
    [0.2, () => profileRead(usernames[person()] ?? '')],
    [0.08, plain('/posts/trending')],
    [0.04, plain('/posts/hashtags/trending')],
    [0.04, plain('/listings/categories')],
    [0.03, plain('/stats')],
    [0.01, plain(`/posts/hashtag/${encodeURIComponent(popularTag)}`, '/posts/hashtag/:name')],
  ];
  return () => {
    let left = random();
    for (const [share, read] of shares) {
      left -= share;
      if (left < 0) return read();
    }
    return postRead(postIds[0] ?? '');
  };
}

const postRead = (id: string): Read => ({
  route: '/posts/:id',
  path: `/api/v1/posts/${id}`,
  judged: [
    [`likes of ${id}`, ({ likeCount }) => likeCount],
    [`comments of ${id}`, ({ commentCount }) => commentCount],
  ],
});

const profileRead = (username: string): Read => ({
  route: '/users/:username',
  path: `/api/v1/users/${username}`,
  judged: [[`bio of ${username}`, ({ bio }) => bio]],
});

/** One write after the other, each by a member of those who are signed in. */
function writes({ bases, community }: ReplayOptions, agent: http.Agent, truth: Truth, random: () => number): () => Promise<void> {
  const { likers, usernames, postIds } = community;
  const post = zipf(postIds.length, random);
  const comments = new Map<string, number>();
  let turn = 0;
  const send = async (method: string, path: string, token: string, body?: object): Promise<Record<string, unknown>> => {
    const base = bases[turn % bases.length] ?? '';
    const answer = await request(agent, `${base}/api/v1${path}`, { method, token, ...(body ? { body } : {}) });
    if (answer.status >= 300) throw new Error(`${method} ${path} answers ${answer.status}: ${answer.body.slice(0, 200)}`);
    return (JSON.parse(answer.body) as { data: Record<string, unknown> }).data;
  };
  const like = async (id: string, token: string): Promise<void> => {
    const sentAt = performance.now();
    const { likesCount } = await send('POST', `/posts/${id}/like`, token);
    truth.wrote(`likes of ${id}`, likesCount, sentAt, performance.now());
  };
  const comment = async (id: string, token: string): Promise<void> => {
    const sentAt = performance.now();
    await send('POST', `/posts/${id}/comments`, token, { content: 'კარგი გზაა!' });
    const answeredAt = performance.now();
    const before = comments.get(id);
    const count = before === undefined ? Number((await send('GET', `/posts/${id}`, token))['commentCount']) : before + 1;
    comments.set(id, count);
    truth.wrote(`comments of ${id}`, count, sentAt, answeredAt);
  };
  const edit = async (member: number, token: string): Promise<void> => {
    const bio = `Edition ${turn}`;
    const sentAt = performance.now();
    await send('PATCH', '/users/me', token, { bio });
    truth.wrote(`bio of ${usernames[member]}`, bio, sentAt, performance.now());
  };
  return async () => {
    turn += 1;
    const member = turn % likers.length;
    const token = likers[member] ?? '';
    const id = postIds[post()] ?? '';
    const kind = random();
    if (kind < 0.6) await like(id, token);
    else if (kind < 0.9) await comment(id, token);
    else await edit(member, token);
  };
}

interface Answer {
  readonly status: number;
  readonly cacheStatus: string;
  readonly body: string;
}

function request(
  agent: http.Agent,
  url: string,
  { method = 'GET', token, body }: { method?: string; token?: string; body?: object } = {},
): Promise<Answer> {
  const text = body === undefined ? undefined : JSON.stringify(body);
  const headers = {
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    ...(text === undefined ? {} : { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(text)) }),
  };
  return new Promise((resolve, reject) => {
    const call = http.request(url, { agent, method, headers, timeout: 20_000 }, (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('error', reject);
      answer.on('end', () =>
        resolve({
          status: answer.statusCode ?? 0,
          cacheStatus: String(answer.headers['cache-status'] ?? ''),
          body: Buffer.concat(parts).toString(),
        }),
      );
    });
    call.on('timeout', () => call.destroy(new Error(`${method} ${url} was not answered`)));
    call.on('error', reject);
    call.end(text);
  });
}
