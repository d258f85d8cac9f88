import { expect } from 'chai';
import { KnexFeedReader } from '../../../src/adapters/postgres/feed/knex-feed-reader.js';
import { KnexSession } from '../../../src/adapters/postgres/knex-session.js';
import { feedReaderContract } from '../../contracts/feed-reader.contract.js';
import { FakeClock } from '../../support/fake-clock.js';
import { testDatabase, type TestDatabase } from '../../support/test-database.js';
import { FeedTables } from './feed-tables.js';
import { plansOf, statementsOf } from './statement-plans.js';

const scanned = /Seq Scan on (posts|follows|blocks|users)/;

describe('KnexFeedReader', () => {
  let database: TestDatabase;
  const world = new FeedTables(() => database.knex);
  const make = (): KnexFeedReader => new KnexFeedReader(new KnexSession(database.knex), new FakeClock(world.now()));
  before(async () => {
    database = await testDatabase();
  });
  after(() => database.drop());

  feedReaderContract(Object.assign(world, { make }));

  describe('with people whose newest posts are hidden', () => {
    let reader: string;
    let position: { at: Date; id: string };
    before(async () => {
      reader = await world.person();
      const [hidden, ...authors] = [await world.person(), await world.person(), await world.person(), await world.person()];
      await world.block(reader, hidden);
      const original = await world.post({ authorId: hidden });
      for (const authorId of authors) await world.follow(reader, authorId);
      const [at, later] = [new Date('2026-02-01T00:00:00Z'), new Date('2026-02-02T00:00:00Z')];
      await world.posts(authors.map((authorId) => ({ authorId, at })));
      await world.posts(authors.slice(0, 2).map((authorId) => ({ authorId, at: later, repostOfId: original })));
      position = { at: later, id: world.unknownId() };
    });

    it('asks once more where those who posted last do not fill a page, and else once', async () => {
      const statements = (limit: number): Promise<number> =>
        statementsOf(database.knex, () => make().page(reader, { page: 1, limit }));
      expect(await statements(1)).to.equal(2);
      expect(await statements(10)).to.equal(1);
    });

    it('has an index for every statement it makes', async () => {
      const pages = [
        { page: 1, limit: 1 },
        { page: 3, limit: 20 },
        { page: 1, limit: 1, after: position },
      ];
      for (const page of pages) {
        const plans = await plansOf(database.knex, () => make().page(reader, page));
        expect(plans).to.not.be.empty;
        for (const plan of plans) {
          expect(plan).to.not.match(scanned);
          expect(plan).to.match(/Index[^\n]* posts_by_author/);
        }
      }
      const plans = await plansOf(database.knex, () => make().countNewer(reader, position, 100));
      expect(plans).to.have.length(1);
      expect(plans[0])
        .to.match(/Index[^\n]* posts_by_author/)
        .and.not.match(scanned);
    });
  });
});
