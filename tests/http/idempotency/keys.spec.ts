import { expect } from 'chai';
import { PurgeAnswers } from '../../../src/core/idempotency/index.js';
import { TokenIssuer } from '../../../src/core/identity/index.js';
import { Clock } from '../../../src/core/kernel/index.js';
import { ImageProcessor } from '../../../src/core/media/index.js';
import { buildTestApp, type TestApp } from '../../support/build-test-app.js';
import { FakeClock } from '../../support/fake-clock.js';
import { createPerson, type Person } from '../../support/people.js';
import { jpegOf, paint } from '../../support/pictures.js';
import { NotificationsApi } from '../notifications/notifications-api.js';
import { Keyed, replayed, shadeOf, shown } from './keyed.js';

const hour = 3_600_000;

describe('an Idempotency-Key', () => {
  const clock = new FakeClock(new Date());
  let app: TestApp;
  let keyed: Keyed;
  let gia: Person;
  let nino: Person;
  before(async () => {
    app = await buildTestApp((container) => container.rebind(Clock).toConstantValue(clock));
    keyed = new Keyed(app);
  });
  after(() => app.close());
  beforeEach(async () => {
    [gia, nino] = [await createPerson(app), await createPerson(app)];
  });

  it('answers a repetition with the first answer, byte for byte, and says so', async () => {
    const first = await keyed.post(gia, 'k', 'გზა მთაში 🚲').expect(201);
    const second = await keyed.post(gia, 'k', 'გზა მთაში 🚲').expect(201);
    expect(shown(second)).to.deep.equal(shown(first));
    expect([first, second].map(replayed)).to.deep.equal([false, true]);
    expect(second.headers['cache-control']).to.equal('private, no-store');
    expect(await keyed.posts(gia)).to.equal(1);
  });

  it('answers as the first time also when what was made has changed or is gone', async () => {
    const first = await keyed.post(gia, 'k').expect(201);
    await app.http.delete(`/api/v1/posts/${first.body.data.id}`).set('authorization', gia.authorization).expect(200);
    expect(shown(await keyed.post(gia, 'k'))).to.deep.equal(shown(first));
  });

  it('does not look at the order of fields, or at defaults that are written out', async () => {
    await keyed.post(gia, 'k', 'a ride').expect(201);
    const again = await keyed.send(gia, 'k', '/posts', { visibility: 'PUBLIC', content: 'a ride' }).expect(201);
    expect(replayed(again)).to.equal(true);
    expect(await keyed.posts(gia)).to.equal(1);
  });

  it('with other content is refused, and nothing is done', async () => {
    await keyed.post(gia, 'k', 'one').expect(201);
    const { body } = await keyed.post(gia, 'k', 'another').expect(422);
    expect(body.error.code).to.equal('IDEMPOTENCY_KEY_REUSED');
    expect(await keyed.posts(gia)).to.equal(1);
  });

  it('for another post is other content', async () => {
    const [one, other] = [await keyed.post(gia, 'p1').expect(201), await keyed.post(gia, 'p2').expect(201)];
    await keyed.send(gia, 'k', `/posts/${one.body.data.id}/comments`, { content: 'hm' }).expect(201);
    const { body } = await keyed.send(gia, 'k', `/posts/${other.body.data.id}/comments`, { content: 'hm' }).expect(422);
    expect(body.error.code).to.equal('IDEMPOTENCY_KEY_REUSED');
  });

  it('belongs to one person and one operation', async () => {
    const first = await keyed.post(gia, 'k').expect(201);
    const second = await keyed.post(nino, 'k').expect(201);
    expect(second.body.data.id).to.not.equal(first.body.data.id);
    const comment = await keyed.send(nino, 'k', `/posts/${first.body.data.id}/comments`, { content: 'hm' }).expect(201);
    expect([second, comment].map(replayed)).to.deep.equal([false, false]);
    expect(await Promise.all([gia, nino].map((who) => keyed.posts(who)))).to.deep.equal([1, 1]);
  });

  for (const [what, key] of [
    ['empty', ''],
    ['longer than 255', 'k'.repeat(256)],
    ['with a space', 'a key'],
    ['not ASCII', 'clé'],
  ] as const) {
    it(`that is ${what} is refused by name`, async () => {
      const { body } = await keyed.post(gia, key).expect(400);
      expect(body.error).to.deep.include({ code: 'VALIDATION_FAILED' });
      expect(body.error.details).to.have.all.keys('Idempotency-Key');
      expect(await keyed.posts(gia)).to.equal(0);
    });
  }

  it('may have 255 characters', async () => {
    const key = '~'.repeat(255);
    await keyed.post(gia, key).expect(201);
    expect(replayed(await keyed.post(gia, key))).to.equal(true);
  });

  it('is not needed: without it every call counts', async () => {
    for (let i = 0; i < 2; i += 1)
      await app.http.post('/api/v1/posts').set('authorization', gia.authorization).send({ content: 'a ride' }).expect(201);
    expect([await keyed.posts(gia), await keyed.keys(gia)]).to.deep.equal([2, 0]);
  });

  it('opens nothing: a stranger and a banned person are refused as ever', async () => {
    await keyed.post(gia, 'k').expect(201);
    await app.http.post('/api/v1/posts').set('idempotency-key', 'k').send({ content: 'a ride' }).expect(401);
    await app.knex('users').where({ id: gia.id }).update({ banned_at: clock.now(), banned_until: null });
    expect((await keyed.post(gia, 'k')).status).to.not.equal(201);
  });

  it('is free again after a refusal: neither faults of the input nor what is not there are kept', async () => {
    const nowhere = `/posts/${gia.id}/comments`;
    await keyed.send(gia, 'k', nowhere, { content: '' }).expect(400);
    await keyed.send(gia, 'k', nowhere, { content: 'hm' }).expect(404);
    expect(await keyed.keys(gia)).to.equal(0);
    const post = await keyed.post(gia, 'p').expect(201);
    await keyed.send(gia, 'k', `/posts/${post.body.data.id}/comments`, { content: 'hm' }).expect(201);
  });

  it('is kept for 24 hours; then it is as new, and the hourly purge removes the row', async () => {
    const again = async (): Promise<Person> => {
      const token = await app.container.get(TokenIssuer).issue({ userId: gia.id, sessionId: gia.sessionId });
      return { ...gia, authorization: `Bearer ${token}` };
    };
    const first = await keyed.post(gia, 'k').expect(201);
    clock.advance(24 * hour - 1_000);
    expect(shown(await keyed.post(await again(), 'k'))).to.deep.equal(shown(first));
    await app.container.get(PurgeAnswers).run();
    expect(await keyed.keys(gia)).to.equal(1);
    clock.advance(1_000);
    const later = await keyed.post(await again(), 'k', 'something else').expect(201);
    expect(replayed(later)).to.equal(false);
    expect(await keyed.posts(gia)).to.equal(2);
    clock.advance(24 * hour);
    await app.container.get(PurgeAnswers).run();
    expect(await keyed.keys(gia)).to.equal(0);
  });

  it('is kept with a fingerprint of what was sent, and goes with its person', async () => {
    await keyed.post(gia, 'k').expect(201);
    const row = await app
      .knex('idempotency_keys')
      .where({ person_id: gia.id })
      .first('operation', 'key', 'fingerprint', 'status');
    expect(row).to.deep.include({ operation: 'POST /posts', key: 'k', status: 201 });
    expect(row.fingerprint).to.have.length(32);
    await app.knex('users').where({ id: gia.id }).del();
    expect(await keyed.keys(gia)).to.equal(0);
  });

  it('makes side effects happen once: one event, one notification', async () => {
    await app.settle();
    const post = await keyed.post(gia, 'p').expect(201);
    await app.settle();
    for (let i = 0; i < 3; i += 1)
      await keyed.send(nino, 'k', `/posts/${post.body.data.id}/comments`, { content: `hello @${gia.username}` }).expect(201);
    expect(await keyed.events()).to.equal(1);
    await app.settle();
    expect(await new NotificationsApi(app).types(gia)).to.deep.equal(['MENTION']);
  });

  it('keeps a toggle from turning back when its answer was lost', async () => {
    const post = await keyed.post(gia, 'p').expect(201);
    const like = `/posts/${post.body.data.id}/like`;
    for (let i = 0; i < 2; i += 1) expect((await keyed.send(nino, 'k', like).expect(200)).body.data.isLiked).to.equal(true);
    expect((await keyed.send(nino, 'k2', like).expect(200)).body.data.isLiked).to.equal(false);
  });

  describe('with a form', () => {
    const picture = (name: string): Promise<Buffer> => jpegOf(paint(64, 48, () => shadeOf(name)));

    it('is answered again, and its pictures are stored once', async () => {
      const files = [await picture('a'), await picture('b')];
      const first = await keyed.form(gia, 'k', 'two pictures', files).expect(201);
      const second = await keyed.form(gia, 'k', 'two pictures', files).expect(201);
      expect(shown(second)).to.deep.equal(shown(first));
      expect(replayed(second)).to.equal(true);
      expect(await app.knex('media').where({ owner_id: gia.id })).to.have.length(2);
    });

    it('is other content with another field, another picture, or the pictures in another order', async () => {
      const [a, b, c] = [await picture('a'), await picture('b'), await picture('c')];
      await keyed.form(gia, 'k', 'two pictures', [a, b]).expect(201);
      for (const [content, files] of [
        ['other words', [a, b]],
        ['two pictures', [a, c]],
        ['two pictures', [b, a]],
        ['two pictures', [a]],
      ] as const) {
        const { body } = await keyed.form(gia, 'k', content, files).expect(422);
        expect(body.error.code).to.equal('IDEMPOTENCY_KEY_REUSED');
      }
      expect(await keyed.posts(gia)).to.equal(1);
    });

    it('holds no transaction while its pictures are made', async () => {
      const images = app.container.get(ImageProcessor);
      const process = images.process.bind(images);
      const seen: unknown[] = [];
      images.process = async (...words) => {
        // Of the embedded engine's one connection this would be the end, if the request held it.
        seen.push(
          await app
            .knex('pg_stat_activity')
            .where({ state: 'idle in transaction' })
            .whereRaw('datname = current_database()')
            .pluck('query'),
        );
        return process(...words);
      };
      await keyed.form(gia, 'k', 'one picture', [await picture('a')]).expect(201);
      images.process = process;
      expect(seen).to.deep.equal([[]]);
    });
  });
});
