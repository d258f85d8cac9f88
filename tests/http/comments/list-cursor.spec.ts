import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { buildTestApp, type TestApp } from '../../support/build-test-app.js';
import { createPerson, type Person } from '../../support/people.js';
import { insertPost } from '../../support/posts.js';
import { CommentsApi, idsOf } from './comments-api.js';

/** Deterministic pseudo-random numbers in [0, 1): mulberry32, so that a failing round can be repeated by its seed. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** An id made of them. */
function idFrom(random: () => number): string {
  const hex = (length: number): string => Array.from({ length }, () => Math.floor(random() * 16).toString(16)).join('');
  return [hex(8), hex(4), `7${hex(3)}`, `8${hex(3)}`, hex(12)].join('-');
}

/** Few different times, so that most rows share theirs with others. */
const times = [0, 1, 2].map((ms) => new Date(Date.UTC(2026, 0, 1, 12, 0, 0, ms)));

interface Row {
  readonly id: string;
  readonly created_at: Date;
}

describe('the cursor of a list of comments', function () {
  this.timeout(60_000);
  let app: TestApp;
  let comments: CommentsApi;
  let author: Person;
  let post: string;
  let root: string;
  let reply: string;
  before(async () => {
    app = await buildTestApp();
    comments = new CommentsApi(app);
    author = await createPerson(app);
  });
  after(() => app.close());
  beforeEach(async () => {
    await app.knex('comments').del();
    post = await insertPost(app, author);
    root = randomUUID();
    reply = randomUUID();
    await insert('comments', { id: root, created_at: new Date(0) });
    await insert('replies', { id: reply, created_at: new Date(0) });
  });

  type List = 'comments' | 'replies' | 'answers';
  const places = (list: List): { parent_id: string | null; root_id: string | null } => {
    if (list === 'comments') return { parent_id: null, root_id: null };
    return { parent_id: list === 'replies' ? root : reply, root_id: root };
  };
  const insert = async (list: List, ...rows: Row[]): Promise<void> => {
    const rest = { post_id: post, author_id: author.id, content: 'x', updated_at: new Date(), ...places(list) };
    await app.knex('comments').insert(rows.map((row) => ({ ...row, ...rest })));
  };
  const remove = async (id: string): Promise<void> => {
    await app.knex('comments').where({ id }).update({ deleted_at: new Date(), deleted_by: 'AUTHOR' });
  };
  const path = (list: List): string =>
    list === 'comments' ? `/${post}/comments` : `/comments/${list === 'replies' ? root : reply}/replies`;
  const take = async (list: List, query: string): Promise<{ ids: string[]; total: number; next: string | null }> => {
    const { body } = await comments.send('get', `${path(list)}?${query}`).expect(200);
    return { ids: idsOf(body), total: body.meta.total as number, next: body.meta.nextCursor as string | null };
  };

  for (const list of ['comments', 'replies', 'answers'] as const) {
    for (let seed = 1; seed <= 6; seed += 1) {
      it(`${list}, seed ${seed}: whoever stays is met exactly once, while others come and go between the pages`, async () => {
        const random = randomFrom(seed);
        const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
        const fresh = (): Row => ({ id: idFrom(random), created_at: pick(times) });
        const present = new Map(Array.from({ length: 25 }, fresh).map((row) => [row.id, row]));
        await insert(list, ...present.values());
        const stayed = new Set(present.keys());
        const own = list === 'answers' ? 0 : 1; // the comment or reply that the other lists hang on
        const limit = 1 + Math.floor(random() * 6);
        const met: string[] = [];
        let next: string | null = '';
        while (next !== null) {
          const part = await take(list, `limit=${limit}${next === '' ? '' : `&cursor=${next}`}`);
          expect(part.total, 'total is that of the whole list, not of the rest').to.equal(present.size + own);
          expect(part.ids.length).to.be.at.most(limit);
          met.push(...part.ids);
          next = part.next;
          for (let i = 0; i < 2 && met.length < 60; i += 1) {
            const gone = pick([...present.keys()]);
            if (random() < 0.5 && gone) {
              present.delete(gone);
              stayed.delete(gone);
              await remove(gone);
            } else {
              const row = fresh(); // anywhere: before, after or at the very time where the reader stands
              present.set(row.id, row);
              await insert(list, row);
            }
          }
        }
        expect(
          [...stayed].filter((id) => met.filter((one) => one === id).length !== 1),
          'met never or twice',
        ).to.deep.equal([]);
        expect(new Set(met).size, 'nobody twice').to.equal(met.length);
      });
    }

    it(`${list}: rows of one time are ordered by id, and continued inside them, also when the very row of the cursor is gone`, async () => {
      const time = times[0] as Date;
      const ids = Array.from({ length: 9 }, () => String(randomUUID())).sort();
      await insert(list, ...ids.map((id) => ({ id, created_at: time })));
      const expected = list === 'comments' ? ids.reverse() : ids;
      const met: string[] = [];
      let query = 'limit=2';
      while (query !== '') {
        const { ids: part, next } = await take(list, query);
        met.push(...part);
        query = next === null ? '' : `limit=2&page=7&cursor=${next}`;
        const last = part.at(-1) ?? '';
        if (ids.includes(last)) await remove(last);
      }
      expect(met.filter((id) => id !== root && id !== reply)).to.deep.equal(expected);
    });
  }
});
