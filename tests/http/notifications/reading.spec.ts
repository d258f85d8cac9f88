import { expect } from 'chai';
import { notificationSchemas } from '../../../src/adapters/http/notifications/notifications.openapi.js';
import { PurgeNotifications } from '../../../src/core/notifications/index.js';
import { buildTestApp, type TestApp } from '../../support/build-test-app.js';
import { createPerson, type Person } from '../../support/people.js';
import { PeopleApi } from '../profiles/people-api.js';
import { Community } from './community.js';
import { type NotificationBody, NotificationsApi } from './notifications-api.js';

const unknownId = '01939f3c-ffff-7000-8000-000000000000';

describe('reading notifications', () => {
  let app: TestApp;
  let people: PeopleApi;
  let community: Community;
  let notifications: NotificationsApi;
  let gia: Person;
  let crowd: Person[];
  before(async () => {
    app = await buildTestApp();
    people = new PeopleApi(app);
    community = new Community(app);
    notifications = new NotificationsApi(app);
    crowd = await Promise.all(Array.from({ length: 7 }, () => createPerson(app)));
  });
  after(() => app.close());
  beforeEach(async () => {
    gia = await createPerson(app);
    for (const who of crowd) await people.follow(who, gia).expect(200);
    await app.settle();
  });

  const actors = (list: NotificationBody[]): string[] => list.map(({ actor }) => actor.id);
  const newestFirst = (): string[] => crowd.map(({ id }) => id).reverse();
  const first = async (): Promise<string> => (await notifications.list(gia))[0]?.id ?? '';

  it('gives the newest first, whole, with meta', async () => {
    const { body, headers } = await notifications.send('get', '', gia).expect(200);
    expect(actors(body.data)).to.deep.equal(newestFirst());
    expect(body.data[0]).to.have.all.keys(Object.keys(notificationSchemas.Notification.properties));
    expect(body.meta).to.deep.equal({ page: 1, limit: 20, total: 7, totalPages: 1, nextCursor: null });
    expect(headers['cache-control']).to.equal('private, no-store');
  });

  it('goes by pages and by cursor, and takes no cursor of another list', async () => {
    const second = await notifications.send('get', '?page=2&limit=3', gia).expect(200);
    expect(actors(second.body.data)).to.deep.equal(newestFirst().slice(3, 6));
    expect(second.body.meta).to.include({ page: 2, limit: 3, total: 7, totalPages: 3 });
    const met: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const query: string = cursor === '' ? '?limit=3' : `?limit=3&cursor=${cursor}`;
      const { body } = await notifications.send('get', query, gia).expect(200);
      if (cursor === '') await people.follow(await createPerson(app), gia).expect(200);
      await app.settle();
      met.push(...actors(body.data));
      cursor = body.meta.nextCursor as string | null;
    }
    expect(met).to.deep.equal(newestFirst());
    const { body } = await people.get(`/${gia.id}/followers?limit=2`, gia).expect(200);
    const foreign = await notifications.send('get', `?cursor=${body.meta.nextCursor}`, gia).expect(400);
    expect(foreign.body.error.code).to.equal('MALFORMED_CURSOR');
  });

  it('takes at most three statements, whatever the size of the page, signing in included; counting takes two', async () => {
    let statements: string[] = [];
    const note = ({ sql }: { sql: string }): void => void statements.push(sql);
    app.knex.on('query', note);
    for (const [path, most] of [
      ['?limit=1', 3],
      ['?limit=100', 3],
      ['/unread', 2],
    ] as const) {
      statements = [];
      await notifications.send('get', path, gia).expect(200);
      expect(statements.length, `${path}: ${statements.join('\n')}`).to.be.within(1, most);
    }
    app.knex.removeListener('query', note);
  });

  it('marks one as read, once and for all', async () => {
    const id = await first();
    for (let i = 0; i < 2; i += 1) {
      const { body } = await notifications.read(gia, id).expect(200);
      expect(body).to.deep.equal({ success: true, data: null });
    }
    expect(await notifications.unread(gia)).to.equal(6);
    const list = await notifications.list(gia);
    expect(list.filter(({ isRead }) => isRead).map((notification) => notification.id)).to.deep.equal([id]);
  });

  it('marks all as read, in one statement besides signing in, and not what comes after', async () => {
    const statements: string[] = [];
    const note = ({ sql }: { sql: string }): void => void statements.push(sql);
    app.knex.on('query', note);
    await notifications.readAll(gia).expect(200);
    app.knex.removeListener('query', note);
    expect(statements).to.have.length(2);
    expect(await notifications.unread(gia)).to.equal(0);
    await people.follow(await createPerson(app), gia).expect(200);
    await app.settle();
    expect((await notifications.list(gia)).map(({ isRead }) => isRead)).to.deep.equal([false, ...crowd.map(() => true)]);
    expect(await notifications.unread(gia)).to.equal(1);
  });

  it('marks all as read while new ones come: each is read or unread, and list and count agree', async () => {
    const newcomers = await Promise.all(Array.from({ length: 10 }, () => createPerson(app)));
    await Promise.all(
      newcomers.flatMap((who, i) => [
        people
          .follow(who, gia)
          .expect(200)
          .then(() => app.settle()),
        ...(i % 3 === 0 ? [notifications.readAll(gia).expect(200)] : []),
      ]),
    );
    await app.settle();
    const list = await notifications.list(gia);
    expect(list).to.have.length(17);
    expect(list.filter(({ actor }) => crowd.some(({ id }) => id === actor.id)).every(({ isRead }) => isRead)).to.equal(true);
    expect(await notifications.unread(gia)).to.equal(list.filter(({ isRead }) => !isRead).length);
    await notifications.readAll(gia).expect(200);
    expect(await notifications.unread(gia)).to.equal(0);
  });

  it('deletes one from list and count; a second time it is not found', async () => {
    const id = await first();
    const { body } = await notifications.remove(gia, id).expect(200);
    expect(body).to.deep.equal({ success: true, data: null });
    expect(actors(await notifications.list(gia))).to.deep.equal(newestFirst().slice(1));
    expect(await notifications.unread(gia)).to.equal(6);
    for (const call of [notifications.remove(gia, id), notifications.read(gia, id)]) {
      expect((await call.expect(404)).body.error.code).to.equal('NOTIFICATION_NOT_FOUND');
    }
  });

  it("does not find somebody else's, nor what there is none of; what is no id is 400", async () => {
    const id = await first();
    const other = await createPerson(app);
    for (const [who, wrong] of [
      [other, id],
      [gia, unknownId],
    ] as const) {
      expect((await notifications.read(who, wrong).expect(404)).body.error.code).to.equal('NOTIFICATION_NOT_FOUND');
      expect((await notifications.remove(who, wrong).expect(404)).body.error.code).to.equal('NOTIFICATION_NOT_FOUND');
    }
    expect(await notifications.unread(gia)).to.equal(7);
    for (const wrong of ['x', '1', `${id}0`, id.replaceAll('-', ''), `{${id}}`, encodeURIComponent("' or 1=1 --")]) {
      expect((await notifications.read(gia, wrong).expect(400)).body.error.code, wrong).to.equal('VALIDATION_FAILED');
      expect((await notifications.remove(gia, wrong).expect(400)).body.error.code, wrong).to.equal('VALIDATION_FAILED');
    }
  });

  it('shows everybody his own alone', async () => {
    const other = await createPerson(app);
    expect(await notifications.list(other)).to.deep.equal([]);
    await notifications.readAll(other).expect(200);
    expect(await notifications.unread(gia)).to.equal(7);
  });

  it('needs a token', async () => {
    for (const [method, path] of [
      ['get', ''],
      ['get', '/unread'],
      ['get', '/preferences'],
      ['put', '/preferences'],
      ['post', '/read-all'],
      ['post', `/${unknownId}/read`],
      ['delete', `/${unknownId}`],
    ] as const) {
      await notifications.send(method, path).expect(401);
    }
  });

  it('ends after 90 days, for the deleted ones too', async () => {
    const [old, deleted] = await notifications.list(gia);
    if (!old || !deleted) throw new Error('seven were told');
    await notifications.remove(gia, deleted.id).expect(200);
    const made = (ids: string[], ageMs: number): Promise<unknown> =>
      app
        .knex('notifications')
        .whereIn('id', ids)
        .update({ created_at: new Date(Date.now() - ageMs) });
    const days90 = 90 * 86_400_000;
    await made([old.id, deleted.id], days90 - 60_000);
    const purge = app.container.get(PurgeNotifications);
    const left = async (): Promise<unknown> => app.knex('notifications').where({ recipient_id: gia.id }).pluck('id');
    await purge.run();
    expect(await left()).to.have.length(7);
    await made([old.id, deleted.id], days90 + 1);
    await purge.run();
    expect(await left())
      .to.have.length(5)
      .and.not.include.members([old.id, deleted.id]);
    expect(await notifications.unread(gia)).to.equal(5);
  });

  it('quotes no more than the beginning of a long text', async () => {
    const postId = await community.post(gia);
    await community.comment(crowd[0] as Person, postId, { content: `${'სიტყვა '.repeat(200)}` });
    const [comment] = await notifications.list(gia);
    const quoted = /„(.*)“$/.exec(comment?.body ?? '')?.[1] ?? '';
    expect([...new Intl.Segmenter('ka').segment(quoted)]).to.have.length(81);
    expect(quoted).to.match(/^სიტყვა სიტყვა .*…$/);
  });
});
