import { expect } from 'chai';
import { KnexCommentReactions } from '../../../src/adapters/postgres/comments/knex-comment-reactions.js';
import { KnexSession } from '../../../src/adapters/postgres/knex-session.js';
import { eventually } from '../../support/eventually.js';
import { requireDatabaseUrl } from '../../support/services.js';
import { testDatabase, type TestDatabase } from '../../support/test-database.js';
import { CommentTables } from './comment-tables.js';

describe('KnexCommentReactions, where several wait for one comment', () => {
  let database: TestDatabase;
  const world = new CommentTables(() => database.knex);
  before(async () => {
    requireDatabaseUrl();
    database = await testDatabase();
  });
  after(() => database.drop());

  const waiting = async (): Promise<number> => {
    const { rows } = (await database.knex.raw(
      "select count(*)::integer as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
    )) as { rows: { n: number }[] };
    return rows[0]?.n ?? 0;
  };

  for (const act of ['toggleLike', 'like', 'unlike'] as const) {
    /** An answer that is being written refers to the comment; another change of it is under way; two reactions wait for that one. */
    it(`${act}: those in the queue get through one after another, not in a circle`, async () => {
      const people = [await world.person(), await world.person()];
      const comment = await world.comment(await world.post(await world.person()), await world.person());
      if (act === 'unlike') for (const who of people) await world.like(comment, who);
      const reactions = new KnexCommentReactions(new KnexSession(database.knex));
      const refers = await database.knex.transaction();
      await refers('comments').where({ id: comment }).forKeyShare().first('id');
      const changes = await database.knex.transaction();
      await changes('comments').where({ id: comment }).update({ content: 'changed' });
      const calls = people.map((who) => reactions[act](comment, who, world.now()));
      const outcomes = Promise.allSettled(calls);
      await eventually('both wait', async () => (await waiting()) === 2);
      await changes.commit();
      const settled = await outcomes;
      await refers.commit();
      expect(settled.map((one) => (one.status === 'rejected' ? String(one.reason) : 'done'))).to.deep.equal(['done', 'done']);
      const row = await database.knex('comments').where({ id: comment }).first<{ like_count: number }>('like_count');
      expect(row.like_count).to.equal(act === 'unlike' ? 0 : 2);
    });
  }
});
