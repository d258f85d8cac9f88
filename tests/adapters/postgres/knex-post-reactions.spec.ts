import { KnexSession } from '../../../src/adapters/postgres/knex-session.js';
import { KnexPostReactions } from '../../../src/adapters/postgres/posts/knex-post-reactions.js';
import { postReactionsContract } from '../../contracts/post-reactions.contract.js';
import { FakeClock } from '../../support/fake-clock.js';
import { testDatabase, type TestDatabase } from '../../support/test-database.js';
import { PostTables } from './post-tables.js';

describe('KnexPostReactions', function () {
  this.timeout(60_000);
  let database: TestDatabase;
  let session: KnexSession;
  const world = new PostTables(() => database.knex);
  before(async () => {
    database = await testDatabase();
    session = new KnexSession(database.knex);
  });
  after(() => database.drop());

  const who = (table: string, postId: string): Promise<{ id: string; at: Date }[]> =>
    database.knex(table).where({ post_id: postId }).select('user_id as id', 'created_at as at');

  postReactionsContract({
    now: () => world.now(),
    unknownId: () => world.unknownId(),
    person: world.person.bind(world),
    follow: world.follow.bind(world),
    block: world.block.bind(world),
    post: world.post.bind(world),
    image: world.image.bind(world),
    like: world.like.bind(world),
    save: world.save.bind(world),
    setVisibility: world.setVisibility.bind(world),
    deletePost: world.deletePost.bind(world),
    make: () => new KnexPostReactions(session, new FakeClock(world.now())),
    transaction: (work) => session.transaction(work),
    likeCount: async (id) => (await database.knex('posts').where({ id }).first<{ like_count: number }>('like_count')).like_count,
    likers: (postId) => who('post_likes', postId),
    savers: (postId) => who('post_saves', postId),
  });
});
