import { expect } from 'chai';
import type supertest from 'supertest';
import { buildTestApp, type TestApp } from '../../support/build-test-app.js';
import { createPerson, type Person } from '../../support/people.js';
import { insertPost } from '../../support/posts.js';
import { PeopleApi } from '../profiles/people-api.js';
import { codeOf, type CommentPage, CommentsApi, idsOf } from './comments-api.js';

describe('pages of comments and replies', function () {
  this.timeout(60_000);
  let app: TestApp;
  let comments: CommentsApi;
  let author: Person;
  let viewer: Person;
  let post: string;
  let roots: string[];
  let replies: string[];
  let answers: string[];
  before(async () => {
    app = await buildTestApp();
    comments = new CommentsApi(app);
    [author, viewer] = [await createPerson(app), await createPerson(app)];
    const blocked = await createPerson(app);
    await new PeopleApi(app).block(viewer, blocked).expect(200);
    post = await insertPost(app, author);
    [roots, replies, answers] = [[], [], []];
    for (let i = 0; i < 7; i += 1) roots.unshift((await comments.add(post, author, `root ${i}`)).id);
    const top = roots[0] ?? '';
    for (let i = 0; i < 7; i += 1) replies.push((await comments.add(post, author, `reply ${i}`, top)).id);
    for (const root of roots.slice(1)) await comments.add(post, author, 'one reply', root);
    for (let i = 0; i < 7; i += 1) answers.push((await comments.add(post, author, `answer ${i}`, replies[6])).id);
    replies.push(...answers);
    await comments.add(post, blocked, 'unseen');
    await comments.add(post, blocked, 'unseen', top);
    await comments.add(post, blocked, 'unseen', replies[6]);
  });
  after(() => app.close());

  const lists = (): [string, string[], number][] => [
    [`/${post}/comments`, roots, 20],
    [`/comments/${roots[0]}/replies`, replies, 10],
    [`/comments/${replies[6]}/replies`, answers, 10],
  ];
  const page = async (path: string): Promise<supertest.Response> => comments.send('get', path, viewer).expect(200);

  it('come by number, with links, and nothing past the end', async () => {
    for (const [path, expected, limit] of lists()) {
      const first = await page(path);
      expect(first.body.meta).to.include({ page: 1, limit, total: expected.length });
      expect(idsOf(first.body as CommentPage)).to.deep.equal(expected.slice(0, limit));
      const second = await page(`${path}?page=2&limit=3`);
      expect(idsOf(second.body as CommentPage)).to.deep.equal(expected.slice(3, 6));
      expect(second.headers['link']).to.contain(`<http://api.test/api/v1/posts${path}?page=3&limit=3>; rel="next"`);
      const past = await page(`${path}?page=99&limit=3`);
      expect(past.body.data).to.deep.equal([]);
      expect(past.body.meta).to.include({ total: expected.length, nextCursor: null });
    }
  });

  it('can be followed by their links alone', async () => {
    for (const [path, expected] of lists()) {
      for (const limit of [1, 3, 7]) {
        const seen: string[] = [];
        let next: string | undefined = `${path}?limit=${limit}`;
        while (next) {
          const answer: supertest.Response = await page(next);
          seen.push(...idsOf(answer.body as CommentPage));
          next = /<http:\/\/api\.test\/api\/v1\/posts([^>]+)>; rel="next"/.exec(answer.headers['link'] ?? '')?.[1];
        }
        expect(seen, `${path} ${limit}`).to.deep.equal(expected);
      }
    }
  });

  it('take limits from 1 to 100, and only cursors of their own', async () => {
    const cursors: string[] = [];
    for (const [path] of lists()) {
      for (const query of ['limit=101', 'limit=0', 'page=0', 'sort=x']) {
        expect(await codeOf(comments.send('get', `${path}?${query}`))).to.equal('400 VALIDATION_FAILED');
      }
      cursors.push(String((await page(`${path}?limit=2`)).body.meta.nextCursor));
    }
    for (const [i, [path]] of lists().entries()) {
      for (const [j, cursor] of cursors.entries()) {
        const expected = i === j ? '200' : '400 MALFORMED_CURSOR';
        expect(await codeOf(comments.send('get', `${path}?cursor=${cursor}`, viewer))).to.equal(expected);
      }
    }
  });

  it('take three statements whatever their size, signing in included', async () => {
    const many = await insertPost(app, author);
    const root = (await comments.add(many, author)).id;
    const reply = (await comments.add(many, author, 'reply', root)).id;
    const at = new Date('2026-01-01T00:00:00Z');
    const filler = (parent: string | null, id: string): object => ({
      id,
      post_id: many,
      author_id: author.id,
      content: 'filler',
      created_at: at,
      updated_at: at,
      parent_id: parent,
      root_id: parent && root,
    });
    const fresh = (kind: number): string[] =>
      Array.from({ length: 110 }, (_, i) => `01939f3c-000${kind}-7000-8000-${String(i).padStart(12, '0')}`);
    await app
      .knex('comments')
      .insert([
        ...fresh(1).map((id) => filler(null, id)),
        ...fresh(2).map((id) => filler(root, id)),
        ...fresh(3).map((id) => filler(reply, id)),
      ]);
    let statements: string[] = [];
    const note = ({ sql }: { sql: string }): void => void statements.push(sql);
    app.knex.on('query', note);
    for (const path of [`/${many}/comments`, `/comments/${root}/replies`, `/comments/${reply}/replies`]) {
      for (const limit of [1, 20, 100]) {
        statements = [];
        const { body } = await page(`${path}?limit=${limit}`);
        expect(body.data).to.have.length(limit);
        expect(statements.length, `${path} ${limit}: ${statements.join('\n')}`).to.be.within(2, 3);
      }
    }
    statements = [];
    await comments.one(root, viewer);
    expect(statements.length).to.be.within(1, 2);
    app.knex.removeListener('query', note);
  });
});
