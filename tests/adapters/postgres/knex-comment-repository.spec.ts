import { expect } from 'chai';
import { KnexCommentRepository } from '../../../src/adapters/postgres/comments/knex-comment-repository.js';
import { KnexSession } from '../../../src/adapters/postgres/knex-session.js';
import { commentRepositoryContract } from '../../contracts/comment-repository.contract.js';
import { FakeClock } from '../../support/fake-clock.js';
import { testDatabase, type TestDatabase } from '../../support/test-database.js';
import { CommentTables } from './comment-tables.js';
import { plansOf } from './statement-plans.js';

describe('KnexCommentRepository', () => {
  let database: TestDatabase;
  let session: KnexSession;
  const world = new CommentTables(() => database.knex);
  const make = (): KnexCommentRepository => new KnexCommentRepository(session, new FakeClock(world.now()));
  before(async () => {
    database = await testDatabase();
    session = new KnexSession(database.knex);
  });
  after(() => database.drop());

  commentRepositoryContract({
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
    transaction: (work) => session.transaction(work),
  });

  it('has an index for every statement it makes', async () => {
    const repository = make();
    const author = await world.person();
    const post = await world.post(author);
    const root = await world.comment(post, author);
    const reply = await world.comment(post, author, { parentId: root });
    const calls = [
      () => repository.holdPost(post, author),
      () => repository.find(reply, author),
      () => repository.change(reply, 'x', world.now()),
      () => repository.hold(reply),
      () => repository.remove({ id: reply, postId: post }, world.now()),
      () => repository.holdRemoved(reply, reply),
    ];
    for (const call of calls) {
      const plans = await plansOf(database.knex, call);
      expect(plans).to.not.deep.equal([]);
      for (const plan of plans)
        expect(plan)
          .to.match(/Index/)
          .and.not.match(/Seq Scan/);
    }
  });
});
