import { expect } from 'chai';
import { KnexPersonRegister } from '../../../src/adapters/postgres/administration/knex-person-register.js';
import { KnexStaffReader } from '../../../src/adapters/postgres/administration/knex-staff-reader.js';
import { KnexCommentRepository } from '../../../src/adapters/postgres/comments/knex-comment-repository.js';
import { KnexSession } from '../../../src/adapters/postgres/knex-session.js';
import type { ContentQuery, PeopleQuery } from '../../../src/core/administration/index.js';
import { searchDocument } from '../../../src/core/search/index.js';
import { staffReaderContract } from '../../contracts/staff-reader.contract.js';
import { FakeClock } from '../../support/fake-clock.js';
import { testDatabase, type TestDatabase } from '../../support/test-database.js';
import { CommentTables } from './comment-tables.js';
import { plansOf } from './statement-plans.js';

describe('KnexStaffReader', function () {
  this.timeout(30_000);
  let database: TestDatabase;
  let session: KnexSession;
  before(async () => {
    database = await testDatabase();
    session = new KnexSession(database.knex);
  });
  after(() => database.drop());
  const world = new CommentTables(() => database.knex);
  const clock = new FakeClock(world.now());
  const make = (): KnexStaffReader => new KnexStaffReader(session, clock);
  const change = async (table: string, id: string, values: object): Promise<void> => {
    await database.knex(table).where({ id }).update(values);
  };

  staffReaderContract({
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
    setRole: (id, role) => change('users', id, { role }),
    setLastLogin: (id, at) => change('users', id, { last_login_at: at }),
    erase: (id) => {
      const left = { username: `gone_${id.slice(-12)}`, email: `${id}@placeholder.invalid`, verificationRef: world.unknownId() };
      return new KnexPersonRegister(session).erase(id, left, world.now());
    },
    writtenPost: async (authorId, content, visibility) => {
      const id = await world.post(authorId, visibility);
      await change('posts', id, { content });
      await database.knex('post_search').insert({ post_id: id, ...searchDocument(content) });
      return id;
    },
    deletePost: (id) => change('posts', id, { deleted_at: world.now() }),
    writtenComment: async (postId, authorId, content) => {
      const id = world.unknownId();
      const place = { parentId: null, rootId: null, createdAt: world.now() };
      await new KnexCommentRepository(session, clock).add({ id, postId, authorId, content, ...place });
      return id;
    },
  });

  it('has an index for every statement of every list', async () => {
    const id = await world.person({ username: 'indexed_one' });
    const reader = make();
    const page = { page: 2, limit: 20 };
    const people: Partial<PeopleQuery>[] = [
      ...(['createdAt', 'lastLoginAt', 'username'] as const).flatMap((sortBy) => [
        { sortBy },
        { sortBy, sortOrder: 'asc' as const },
      ]),
      ...[{ role: 'ADMIN' as const }, { isBanned: true }, { isBanned: false }, { search: 'indexed' }, { search: 'a@b.ge' }],
    ];
    const content: Partial<ContentQuery>[] = [
      ...(['createdAt', 'updatedAt'] as const).flatMap((sortBy) => [{ sortBy }, { sortBy, sortOrder: 'asc' as const }]),
      ...[{ userId: id }, { search: 'words' }, { search: 'words', userId: id }],
    ];
    const asked = { search: '', sortBy: 'createdAt', sortOrder: 'desc' } as const;
    for (const call of [
      () => reader.person(id),
      () => reader.dashboard(world.now(), world.now(), world.now()),
      ...people.map((query) => () => reader.people({ ...asked, ...query }, page)),
      ...content.map((query) => () => reader.posts({ ...asked, ...query }, id, page)),
      ...content.map((query) => () => reader.comments({ ...asked, ...query }, id, page)),
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
