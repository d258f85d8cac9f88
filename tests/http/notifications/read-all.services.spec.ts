import { expect } from 'chai';
import { IdGenerator } from '../../../src/core/kernel/index.js';
import { buildTestApp, type TestApp } from '../../support/build-test-app.js';
import { createPerson } from '../../support/people.js';
import { requireDatabaseUrl } from '../../support/services.js';
import { PeopleApi } from '../profiles/people-api.js';
import { NotificationsApi } from './notifications-api.js';

/** The embedded engine has one session: nothing is half done while something else happens. */
describe('marking all as read beside a notification that is just being told', () => {
  let app: TestApp;
  before(async () => {
    requireDatabaseUrl();
    app = await buildTestApp();
  });
  after(() => app.close());

  it('leaves it unread: it did not exist yet', async () => {
    const notifications = new NotificationsApi(app);
    const [gia, nino, ana] = [await createPerson(app), await createPerson(app), await createPerson(app)];
    await new PeopleApi(app).follow(ana, gia).expect(200);
    await app.settle();
    const telling = await app.knex.transaction();
    await telling('notifications').insert({
      id: app.container.get(IdGenerator).next(),
      recipient_id: gia.id,
      type: 'NEW_FOLLOWER',
      actor_id: nino.id,
      target_id: nino.id,
      created_at: new Date(Date.now() - 60_000),
    });
    await notifications.readAll(gia).expect(200);
    expect(await notifications.unread(gia)).to.equal(0);
    await telling.commit();
    const list = await notifications.list(gia);
    expect(list.map(({ actor, isRead }) => [actor.id, isRead])).to.deep.equal([
      [ana.id, true],
      [nino.id, false],
    ]);
    expect(await notifications.unread(gia)).to.equal(1);
  });
});
