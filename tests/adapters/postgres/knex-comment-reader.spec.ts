import { expect } from 'chai';
import { KnexCommentReader } from '../../../src/adapters/postgres/comments/knex-comment-reader.js';
import { KnexSession } from '../../../src/adapters/postgres/knex-session.js';
import { commentReaderContract } from '../../contracts/comment-reader.contract.js';
import { FakeClock } from '../../support/fake-clock.js';
import { testDatabase, type TestDatabase } from '../../support/test-database.js';
import { CommentTables } from './comment-tables.js';
import { plansOf } from './statement-plans.js';

describe('KnexCommentReader', () => {
  let database: TestDatabase;
  const world = new CommentTables(() => database.knex);
  const make = (): KnexCommentReader => new KnexCommentReader(new KnexSession(database.knex), new FakeClock(world.now()));
  before(async () => {
    database = await testDatabase();
  });
  after(() => database.drop());

  commentReaderContract({
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

  it('has an index for every statement it makes', async () => {
    const reader = make();
    const [author, viewer] = [await world.person(), await world.person()];
    const post = await world.post(author);
    const root = await world.comment(post, author);
    const reply = await world.comment(post, author, { parentId: root, deleted: true });
    await world.comment(post, author, { parentId: reply });
    const newest = { page: 1, limit: 20, after: { at: new Date('2030-01-01T00:00:00Z'), id: root } };
    const oldest = { page: 1, limit: 20, after: { at: new Date(0), id: root } };
    const expected: [() => Promise<unknown>, number, RegExp][] = [
      [() => reader.find(root, viewer), 1, /Index[^\n]* Scan[^\n]* comments_pkey/],
      [() => reader.ofPost(post, viewer, newest), 2, /Index[^\n]* Scan[^\n]* comments_of_post/],
      [() => reader.ofPost(post, viewer, newest), 2, /Index[^\n]* Scan[^\n]* comments_of_root/],
      [() => reader.repliesTo(root, viewer, oldest), 2, /Index[^\n]* Scan[^\n]* comments_of_root/],
      [() => reader.repliesTo(reply, viewer, oldest), 2, /Index[^\n]* Scan[^\n]* comments_of_parent/],
    ];
    for (const [call, statements, index] of expected) {
      const plans = await plansOf(database.knex, call);
      expect(plans).to.have.length(statements);
      for (const plan of plans) expect(plan, String(index)).to.not.match(/Seq Scan/);
      expect(plans.at(-1)).to.match(index);
    }
  });
});
