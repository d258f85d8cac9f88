import { expect } from 'chai';
import { buildTestApp, type TestApp } from '../../support/build-test-app.js';
import { createPerson, type Person } from '../../support/people.js';
import { insertPost } from '../../support/posts.js';
import { recorded } from '../profiles/people-api.js';
import { commentCount, CommentsApi, expectExactCounters } from './comments-api.js';

const many = 50;

/** Proves most on the services lane: the embedded engine runs transactions one after another. */
describe('comments and likes at the same time', function () {
  this.timeout(60_000);
  let app: TestApp;
  let comments: CommentsApi;
  let crowd: Person[];
  let star: Person;
  let post: string;
  before(async () => {
    app = await buildTestApp();
    comments = new CommentsApi(app);
    crowd = await Promise.all(Array.from({ length: many }, () => createPerson(app)));
    star = crowd[0] as Person;
  });
  after(() => app.close());
  beforeEach(async () => {
    await app.knex('outbox_events').del();
    post = await insertPost(app, star);
  });
  afterEach(() => expectExactCounters(app.knex));

  const statuses = async (calls: PromiseLike<{ status: number }>[]): Promise<Record<number, number>> => {
    const seen: Record<number, number> = {};
    for (const { status } of await Promise.all(calls)) seen[status] = (seen[status] ?? 0) + 1;
    return seen;
  };
  const likes = async (id: string): Promise<number> => (await comments.one(id)).likeCount;

  it('50 people comment: the post counts 50', async () => {
    expect(await statuses(crowd.map((who) => comments.post(post, who, 'me too')))).to.deep.equal({ 201: many });
    expect(await commentCount(app.knex, post)).to.equal(many);
    expect(await recorded(app.knex, 'posts.comment-added')).to.have.length(many);
  });

  it('50 people answer a reply: parent, root and post count each', async () => {
    const root = await comments.add(post, star);
    const reply = await comments.add(post, star, 'reply', root.id);
    const calls = crowd.map((who, i) => comments.post(post, who, 'me too', i % 2 ? reply.id : root.id));
    expect(await statuses(calls)).to.deep.equal({ 201: many });
    expect((await comments.one(root.id)).repliesCount).to.equal(many + 1);
    expect((await comments.one(reply.id)).repliesCount).to.equal(many / 2);
    expect(await commentCount(app.knex, post)).to.equal(many + 2);
  });

  it('one comment is deleted 50 times: once', async () => {
    const root = await comments.add(post, star);
    const reply = await comments.add(post, star, 'reply', root.id);
    expect(await statuses(crowd.map(() => comments.remove(reply.id, star)))).to.deep.equal({ 200: 1, 404: many - 1 });
    expect(await commentCount(app.knex, post)).to.equal(1);
    expect((await comments.one(root.id)).repliesCount).to.equal(0);
    expect(await recorded(app.knex, 'posts.comment-deleted')).to.deep.equal([
      { commentId: reply.id, postId: post, authorId: star.id },
    ]);
  });

  it('a comment is answered while it is deleted: no answer comes after the deletion', async () => {
    for (let round = 0; round < 5; round += 1) {
      const root = await comments.add(post, star);
      const answers = crowd.slice(0, 20).map((who) => comments.post(post, who, 'an answer', root.id));
      const [removed, seen] = await Promise.all([comments.remove(root.id, star), statuses(answers)]);
      expect(removed.status).to.equal(200);
      expect(Object.keys(seen).every((status) => ['201', '404'].includes(status))).to.equal(true);
      const { deleted_at } = await app.knex('comments').where({ id: root.id }).first<{ deleted_at: Date }>('deleted_at');
      const late = await app.knex('comments').where({ root_id: root.id }).where('created_at', '>', deleted_at);
      expect(late).to.deep.equal([]);
    }
  });

  it('50 people like one comment: 50 likes; all take them back: none', async () => {
    const { id } = await comments.add(post, star);
    expect(await statuses(crowd.map((who) => comments.like('post', id, who)))).to.deep.equal({ 200: many });
    expect(await likes(id)).to.equal(many);
    expect(await statuses(crowd.map((who) => comments.like('post', id, who)))).to.deep.equal({ 200: many });
    expect(await likes(id)).to.equal(0);
  });

  it('one person turns a like around 50 or 51 times: as if one call came after the other', async () => {
    const { id } = await comments.add(post, star);
    let liked = 0;
    for (const times of [many, many + 1]) {
      const answers = await Promise.all(Array.from({ length: times }, () => comments.like('post', id, star).expect(200)));
      const states = answers.map(({ body }) => body.data as { isLiked: boolean; likesCount: number });
      for (const { isLiked, likesCount } of states) expect(likesCount).to.equal(isLiked ? 1 : 0);
      const on = states.filter(({ isLiked }) => isLiked).length;
      expect(on, 'every other call likes').to.equal(Math.ceil(times / 2));
      liked = (liked + times) % 2;
      expect(await likes(id)).to.equal(liked);
    }
  });

  it('one person likes 50 times with PUT: one like; 50 times DELETE: none; both at once: one of the two', async () => {
    const { id } = await comments.add(post, star);
    expect(await statuses(crowd.map(() => comments.like('put', id, star)))).to.deep.equal({ 200: many });
    expect(await likes(id)).to.equal(1);
    expect(await statuses(crowd.map(() => comments.like('delete', id, star)))).to.deep.equal({ 200: many });
    expect(await likes(id)).to.equal(0);
    const both = await Promise.all(
      crowd.map((_, i) => comments.like((['put', 'delete', 'post'] as const)[i % 3] ?? 'put', id, star).expect(200)),
    );
    for (const { body } of both) expect(body.data.likesCount).to.equal(body.data.isLiked ? 1 : 0);
  });

  it('everybody comments, answers, likes, changes and deletes at once: nobody waits for ever, counters stay right', async () => {
    const roots = await Promise.all(crowd.slice(0, 5).map((who) => comments.add(post, who)));
    const calls = crowd.flatMap((who, i) => {
      const { id } = roots[i % 5] as { id: string };
      const owner = crowd[i % 5] as Person;
      return [
        comments.post(post, who, 'answer', id),
        comments.like('post', id, who),
        comments.like('put', id, owner),
        comments.post(post, who, 'own'),
        i < 25 ? comments.change(id, owner, `changed ${i}`) : comments.like('delete', id, owner),
        ...(i >= 45 ? [comments.remove(id, owner)] : []),
      ];
    });
    const seen = await statuses(calls);
    expect(
      Object.keys(seen).every((status) => ['200', '201', '404'].includes(status)),
      JSON.stringify(seen),
    ).to.equal(true);
    expect(seen[201]).to.be.at.least(many);
  });
});
