import { expect } from 'chai';
import { KnexCommentReactions } from '../../../src/adapters/postgres/comments/knex-comment-reactions.js';
import { KnexSession } from '../../../src/adapters/postgres/knex-session.js';
import { commentReactionsContract } from '../../contracts/comment-reactions.contract.js';
import { testDatabase, type TestDatabase } from '../../support/test-database.js';
import { CommentTables } from './comment-tables.js';
import { plansOf } from './statement-plans.js';

describe('KnexCommentReactions', () => {
  let database: TestDatabase;
  const world = new CommentTables(() => database.knex);
  const make = (): KnexCommentReactions => new KnexCommentReactions(new KnexSession(database.knex));
  before(async () => {
    database = await testDatabase();
  });
  after(() => database.drop());

  commentReactionsContract({
    now: () => world.now(),
    unknownId: () => world.unknownId(),
    person: world.person.bind(world),
    follow: world.follow.bind(world),
    block: world.block.bind(world),
    post: world.post.bind(world),
    comment: world.comment.bind(world),
    like: world.like.bind(world),
    counters: world.counters.bind(world),
    make,
  });

  it('makes one statement a change, with an index', async () => {
    const reactions = make();
    const me = await world.person();
    const comment = await world.comment(await world.post(me), me);
    const calls = [
      () => reactions.toggleLike(comment, me, world.now()),
      () => reactions.unlike(comment, me),
      () => reactions.like(comment, me, world.now()),
    ];
    for (const call of calls) {
      const plans = await plansOf(database.knex, call);
      expect(plans).to.have.length(1);
      expect(plans[0])
        .to.match(/comments_pkey/)
        .and.not.match(/Seq Scan/);
    }
  });
});
