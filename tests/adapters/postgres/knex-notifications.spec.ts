import { expect } from 'chai';
import { KnexSession } from '../../../src/adapters/postgres/knex-session.js';
import { KnexNotificationPreferences } from '../../../src/adapters/postgres/notifications/knex-notification-preferences.js';
import { KnexNotificationReader } from '../../../src/adapters/postgres/notifications/knex-notification-reader.js';
import { KnexNotificationRepository } from '../../../src/adapters/postgres/notifications/knex-notification-repository.js';
import { KnexNotificationWriter } from '../../../src/adapters/postgres/notifications/knex-notification-writer.js';
import { UuidV7Generator } from '../../../src/adapters/system/uuid-v7-generator.js';
import { notificationPreferencesContract } from '../../contracts/notification-preferences.contract.js';
import { notificationReaderContract } from '../../contracts/notification-reader.contract.js';
import { notificationRepositoryContract } from '../../contracts/notification-repository.contract.js';
import { notificationWriterContract } from '../../contracts/notification-writer.contract.js';
import { FakeClock } from '../../support/fake-clock.js';
import { testDatabase, type TestDatabase } from '../../support/test-database.js';
import { NotificationTables } from './notification-tables.js';
import { plansOf, statementsOf } from './statement-plans.js';

describe('notifications in PostgreSQL', () => {
  let database: TestDatabase;
  const world = new NotificationTables(() => database.knex);
  const session = (): KnexSession => new KnexSession(database.knex);
  const clock = new FakeClock(world.now());
  const around = {
    now: () => world.now(),
    unknownId: () => world.unknownId(),
    person: world.person.bind(world),
    follow: world.follow.bind(world),
    block: world.block.bind(world),
    unblock: world.unblock.bind(world),
    post: world.post.bind(world),
    comment: world.comment.bind(world),
  };
  before(async () => {
    database = await testDatabase();
  });
  after(() => database.drop());

  describe('KnexNotificationWriter', () => {
    notificationWriterContract({
      ...around,
      make: () => new KnexNotificationWriter(session(), new UuidV7Generator(), clock),
      told: world.toldTo.bind(world),
      dismissAll: world.dismissAll.bind(world),
      switchOff: world.switchOff.bind(world),
      statements: (work) => statementsOf(database.knex, work),
    });
  });

  describe('KnexNotificationReader', () => {
    const make = (): KnexNotificationReader => new KnexNotificationReader(session(), clock);
    notificationReaderContract({
      ...around,
      make,
      told: world.add.bind(world),
      ban: world.ban.bind(world),
      changePost: world.changePost.bind(world),
      deleteComment: world.deleteComment.bind(world),
    });

    it('has an index for every statement it makes', async () => {
      const [me, other] = [await world.person(), await world.person()];
      const told = { recipientId: me, actorId: other, type: 'POST_LIKE' } as const;
      for (let i = 0; i < 100; i += 1) await world.add({ ...told, postId: await world.post(me), read: i > 0 });
      await database.knex.raw('analyze');
      const reader = make();
      const after = { at: new Date(world.now().getTime() + 1), id: other };
      const list = await plansOf(database.knex, () => reader.page(me, { page: 1, limit: 20, after }));
      const count = await plansOf(database.knex, () => reader.unreadCount(me));
      expect(list).to.have.length(2);
      expect(count).to.have.length(1);
      for (const plan of [...list, ...count]) expect(plan).to.not.match(/Seq Scan/);
      expect(list[1]).to.match(/Index[^\n]* Scan[^\n]* notifications_of_recipient/);
      expect(count[0]).to.match(/Index[^\n]* Scan[^\n]* notifications_unread/);
    });
  });

  describe('KnexNotificationRepository', () => {
    const make = (): KnexNotificationRepository => new KnexNotificationRepository(session());
    notificationRepositoryContract({ ...around, make, told: world.add.bind(world), find: world.find.bind(world) });

    it('has an index for every statement it makes, and makes one for each change', async () => {
      const [me, other] = [await world.person(), await world.person()];
      const id = await world.add({ recipientId: me, actorId: other, type: 'NEW_FOLLOWER' });
      const repository = make();
      const byId = /Index[^\n]* notifications_(pkey|of_recipient)/;
      const expected: [() => Promise<unknown>, RegExp][] = [
        [() => repository.markRead(id, me, world.now()), byId],
        [() => repository.markAllRead(me, world.now()), /Index[^\n]* notifications_unread/],
        [() => repository.dismiss(id, me, world.now()), byId],
        [() => repository.removeOlderThan(new Date(0), 10), /Index[^\n]* notifications_by_time/],
      ];
      for (const [call, index] of expected) {
        const [plan, ...more] = await plansOf(database.knex, call);
        expect(more).to.deep.equal([]);
        expect(plan)
          .to.match(index)
          .and.not.match(/Seq Scan/);
      }
    });
  });

  describe('KnexNotificationPreferences', () => {
    notificationPreferencesContract({ ...around, make: () => new KnexNotificationPreferences(session()) });
  });
});
