import { expect } from 'chai';
import type supertest from 'supertest';
import { buildTestApp, type TestApp } from '../../support/build-test-app.js';
import { createPerson, type Person } from '../../support/people.js';
import { jpegOf, paint } from '../../support/pictures.js';
import { Keyed, replayed, shadeOf, shown } from './keyed.js';

const many = 50;

describe('calls with one Idempotency-Key at the same time', function () {
  this.timeout(60_000);
  let app: TestApp;
  let other: TestApp;
  let keyed: Keyed;
  let gia: Person;
  before(async () => {
    app = await buildTestApp();
    other = await buildTestApp(undefined, { beside: app });
    keyed = new Keyed(app);
  });
  after(async () => {
    await other.close();
    await app.close();
  });
  beforeEach(async () => {
    gia = await createPerson(app);
    await app.settle();
  });

  /** One 201 of its own; everything else repeats it, or says that it is under way. The one. */
  function expectOne(answers: readonly supertest.Response[]): supertest.Response {
    const made = answers.filter((answer) => answer.status === 201 && !replayed(answer));
    expect(made, answers.map(({ status }) => status).join()).to.have.length(1);
    const [first] = made as [supertest.Response];
    for (const answer of answers) {
      if (answer.status === 201) expect(answer.text).to.equal(first.text);
      else {
        expect([answer.status, answer.body.error.code]).to.deep.equal([409, 'IDEMPOTENCY_KEY_IN_USE']);
        expect(answer.headers['retry-after']).to.equal('1');
      }
    }
    return first;
  }

  it(`make one post of ${many}, one answer and one event, on two instances`, async () => {
    const beside = new Keyed(other);
    const answers = await Promise.all(Array.from({ length: many }, (_value, i) => (i % 2 ? keyed : beside).post(gia, 'k')));
    const first = expectOne(answers);
    expect([await keyed.posts(gia), await keyed.keys(gia), await keyed.events()]).to.deep.equal([1, 1, 1]);
    expect(shown(await keyed.post(gia, 'k'))).to.deep.equal(shown(first));
  });

  it(`make one comment of ${many}, and the post counts one`, async () => {
    const post = await keyed.post(gia, 'p').expect(201);
    const path = `/posts/${post.body.data.id}/comments`;
    expectOne(await Promise.all(Array.from({ length: many }, () => keyed.send(gia, 'k', path, { content: 'hm' }))));
    const read = await app.http.get(`/api/v1/posts/${post.body.data.id}`).expect(200);
    expect(read.body.data.commentCount).to.equal(1);
  });

  it('make one effect for each key, of ten keys ten times each', async () => {
    const answers = await Promise.all(
      Array.from({ length: 100 }, async (_value, i) => ({
        key: i % 10,
        answer: await keyed.post(gia, `k${i % 10}`, `ride ${i % 10}`),
      })),
    );
    for (let key = 0; key < 10; key += 1) expectOne(answers.filter((given) => given.key === key).map(({ answer }) => answer));
    expect(await keyed.posts(gia)).to.equal(10);
  });

  it('with different content: one is done, the others are refused', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, (_value, i) => keyed.post(gia, 'k', `ride ${i}`)));
    expect(answers.filter(({ status }) => status === 201)).to.have.length(1);
    for (const { status, body } of answers)
      if (status !== 201) expect(body.error.code).to.match(/^IDEMPOTENCY_KEY_(REUSED|IN_USE)$/);
    expect(await keyed.posts(gia)).to.equal(1);
  });

  it('as forms: one post with its pictures; those of the others are let go of', async () => {
    const picture = await jpegOf(paint(64, 48, () => shadeOf('a')));
    expectOne(await Promise.all(Array.from({ length: 5 }, () => keyed.form(gia, 'k', 'a picture', [picture]))));
    expect(await keyed.posts(gia)).to.equal(1);
    await app.settle();
    expect(await app.knex('media').where({ owner_id: gia.id }).pluck('status')).to.deep.equal(['attached']);
  });
});
