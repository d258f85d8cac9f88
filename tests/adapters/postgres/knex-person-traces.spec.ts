import { expect } from 'chai';
import { KnexPersonTraces } from '../../../src/adapters/postgres/administration/knex-person-traces.js';
import { KnexSession } from '../../../src/adapters/postgres/knex-session.js';
import { personTracesContract } from '../../contracts/person-traces.contract.js';
import { testDatabase, type TestDatabase } from '../../support/test-database.js';
import { CommentTables } from './comment-tables.js';
import { plansOf } from './statement-plans.js';

describe('KnexPersonTraces', () => {
  let database: TestDatabase;
  let session: KnexSession;
  before(async () => {
    database = await testDatabase();
    session = new KnexSession(database.knex);
  });
  after(() => database.drop());
  const world = new CommentTables(() => database.knex);
  const make = (): KnexPersonTraces => new KnexPersonTraces(session);

  personTracesContract({
    make,
    transaction: (work) => session.transaction(work),
    now: () => world.now(),
    unknownId: () => world.unknownId(),
    person: world.person.bind(world),
    follow: world.follow.bind(world),
    block: world.block.bind(world),
    post: world.post.bind(world),
    comment: world.comment.bind(world),
    like: world.like.bind(world),
    counters: world.counters.bind(world),
    likePost: async (id, userId) => {
      await database.knex('post_likes').insert({ post_id: id, user_id: userId, created_at: world.now() });
      await database.knex('posts').where({ id }).increment('like_count', 1);
    },
    savePost: async (id, userId) => {
      await database.knex('post_saves').insert({ post_id: id, user_id: userId, created_at: world.now() });
    },
    likesOfPost: async (id) =>
      (await database.knex('posts').where({ id }).first<{ like_count: number }>('like_count')).like_count,
    counted: async (id) => {
      const counts = ['followers_count', 'following_count'] as const;
      const row = await database
        .knex('users')
        .where({ id })
        .first<Record<(typeof counts)[number], number>>(...counts);
      return [row.followers_count, row.following_count];
    },
    isRemembered: async (id) => {
      const { knex } = database;
      const rows = [
        ...(await knex('blocks').where({ blocker_id: id }).orWhere({ blocked_id: id })),
        ...(await knex('post_saves').where({ user_id: id })),
      ];
      return rows.length > 0;
    },
  });

  it('has an index for every statement it makes', async () => {
    const [gone, other] = [await world.person(), await world.person()];
    await world.follow(gone, other);
    const traces = make();
    for (const call of [
      () => traces.posts(gone, 10),
      () => traces.comments(gone, 10),
      () => traces.endPostLikes(gone, 10),
      () => traces.endCommentLikes(gone, 10),
      () => traces.endFollows(gone, 10),
      () => traces.forget(gone),
    ]) {
      const plans = await plansOf(database.knex, call);
      expect(plans).to.not.deep.equal([]);
      for (const plan of plans)
        expect(plan)
          .to.match(/Index/)
          .and.not.match(/Seq Scan/);
    }
  });
});
