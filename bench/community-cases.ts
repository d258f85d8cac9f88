import { plain, type BenchCase } from './cases.js';
import type { Community } from './community.js';
import type { Request } from './drive.js';
import { oldBackend } from './old-backend.js';

/** As the old backend was measured. */
const connections = 100;
const feed = '/api/v1/posts/feed?limit=10';
const cursors = 20;
const boundary = 'bench-9f86d081884c7d65';

/** No hashtag, so that taking the post back leaves no counter behind. */
const written = [
  'დღეს გომბორზე ნისლი იყო და გზა სველი.',
  'Back from Omalo, tired and happy.',
  'ვინმემ იცით კარგი ხელოსანი რუსთავში?',
];

/** In either script, frequent and rare. */
const sought = ['გომბორი', 'gombori', 'clutch cable', 'თუშეთის გზა', '4711'];
const soughtPeople = ['beridze', 'ნინო', 'chkheidze_17', 'გიორგი ონიანი'];

/** What people do in a community, on the server under `base`. Paths and shapes as the public contract has them. */
export function communityCases(base: string, community: Community): BenchCase[] {
  const { reader, author, likers, usernames, postIds, discussedIds, popularTag } = community;
  const as = (token: string): Record<string, string> => ({ ...plain, authorization: `Bearer ${token}` });
  const read = (path: string): Request => ({ path: `/api/v1${path}`, headers: as(reader) });
  const reading = (name: string, requests: BenchCase['requests'], old?: BenchCase['old']): BenchCase => ({
    name,
    requests,
    connections,
    reads: true,
    ...(old ? { old } : {}),
  });
  return [
    reading('feed, first page', () => [{ path: `${feed}&page=1`, headers: as(reader) }], oldBackend.feed),
    reading('feed, next pages by cursor', () => followingPages(base, as(reader)), oldBackend.feed),
    reading('trending', () => filled(base, { path: '/api/v1/posts/trending', headers: plain }), oldBackend.trending),
    reading('trending, signed in', () => filled(base, read('/posts/trending'))),
    reading('post', () => postIds.map((id) => read(`/posts/${id}`))),
    reading('posts of a hashtag', () => [read(`/posts/hashtag/${encodeURIComponent(popularTag)}`)]),
    reading('comments', () => discussedIds.map((id) => read(`/posts/${id}/comments`))),
    reading('trending hashtags', () => filled(base, read('/posts/hashtags/trending'))),
    reading('search of posts', () => sought.map((words) => read(`/posts/search?q=${encodeURIComponent(words)}`))),
    reading('search of people', () => soughtPeople.map((words) => read(`/users/search?q=${encodeURIComponent(words)}`))),
    reading('profile by username', () => usernames.map((name) => read(`/users/${name}`)), oldBackend.profile),
    {
      name: 'like, on and off',
      requests: () =>
        postIds.flatMap((id, at) => {
          const token = likers[at % likers.length];
          return token ? [{ path: `/api/v1/posts/${id}/like`, method: 'POST' as const, headers: as(token) }] : [];
        }),
      connections,
      old: oldBackend.like,
      reads: false,
    },
    {
      name: 'new post',
      requests: () => written.map((content) => ({ ...form({ content }, as(author)), path: '/api/v1/posts', expected: 201 })),
      connections,
      reads: false,
    },
  ];
}

function form(fields: Record<string, string>, headers: Record<string, string>): Omit<Request, 'path'> {
  const parts = Object.entries(fields).map(
    ([name, value]) => `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  return {
    method: 'POST',
    headers: { ...headers, 'content-type': `multipart/form-data; boundary=${boundary}` },
    body: `${parts.join('')}--${boundary}--\r\n`,
  };
}

interface ListAnswer {
  readonly data: readonly unknown[];
  readonly meta: { readonly nextCursor: string | null };
}

async function ask(base: string, { path, headers }: Request): Promise<ListAnswer> {
  const answer = await fetch(base + path, headers ? { headers } : {});
  if (answer.status !== 200) throw new Error(`${path.split('?')[0]} answers ${answer.status}`);
  return (await answer.json()) as ListAnswer;
}

/** One request for each of the pages after the first. */
async function followingPages(base: string, headers: Record<string, string>): Promise<Request[]> {
  const requests: Request[] = [];
  let { meta } = await ask(base, { path: feed, headers });
  while (meta.nextCursor !== null && requests.length < cursors) {
    const request = { path: `${feed}&cursor=${encodeURIComponent(meta.nextCursor)}`, headers };
    requests.push(request);
    ({ meta } = await ask(base, request));
  }
  if (requests.length === 0) throw new Error('the feed has one page only');
  return requests;
}

/** Nothing in a list is quickly read, and tells nothing. */
async function filled(base: string, request: Request): Promise<Request[]> {
  const { data } = await ask(base, request);
  if (data.length === 0) throw new Error('the list is empty');
  return [request];
}
