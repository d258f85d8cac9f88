import { KnexSession } from '../../../src/adapters/postgres/knex-session.js';
import { KnexPostRepository } from '../../../src/adapters/postgres/posts/knex-post-repository.js';
import { UuidV7Generator } from '../../../src/adapters/system/uuid-v7-generator.js';
import { postRepositoryContract } from '../../contracts/post-repository.contract.js';
import type { StoredPost } from '../../contracts/post-repository/harness.js';
import { testDatabase, type TestDatabase } from '../../support/test-database.js';
import { PostTables } from './post-tables.js';

describe('KnexPostRepository', function () {
  this.timeout(60_000);
  let database: TestDatabase;
  let session: KnexSession;
  const world = new PostTables(() => database.knex);
  before(async () => {
    database = await testDatabase();
    session = new KnexSession(database.knex);
  });
  after(() => database.drop());

  const stored = async (postId: string): Promise<StoredPost> => {
    const { knex } = database;
    const { repost_count } = await knex('posts').where({ id: postId }).first<{ repost_count: number }>('repost_count');
    const words = await knex('post_search').where({ post_id: postId }).first<{ folded: string } | undefined>('folded');
    return {
      hashtags: await knex('post_hashtags as t')
        .join('hashtags as h', 'h.id', 't.hashtag_id')
        .where('t.post_id', postId)
        .pluck('h.name'),
      imageIds: await knex('post_images').where({ post_id: postId }).orderBy('position').pluck('media_id'),
      mentions: await knex('post_mentions').where({ post_id: postId }).pluck('user_id'),
      words: words?.folded ?? null,
      repostCount: repost_count,
      isRanked: (await knex('trending_posts').where({ post_id: postId })).length > 0,
    };
  };

  postRepositoryContract({
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
    make: () => new KnexPostRepository(session, new UuidV7Generator()),
    transaction: (work) => session.transaction(work),
    stored,
    rank: async (postId) => {
      const { author_id } = await database.knex('posts').where({ id: postId }).first<{ author_id: string }>('author_id');
      const times = await database.knex('trending_posts').count<{ count: string }[]>();
      const rank = Number(times[0]?.count) + 1;
      await database.knex('trending_posts').insert({ made_at: world.now(), rank, post_id: postId, author_id, score: 1 });
    },
    tellsOf: async (id) => {
      const row = await database
        .knex('users')
        .where({ id })
        .first<{ posts_count: number; last_post_at: Date | null }>('posts_count', 'last_post_at');
      return { postsCount: row.posts_count, lastPostAt: row.last_post_at };
    },
    postsTagged: async (name) => {
      const tag = await database.knex('hashtags').where({ name }).first<{ posts_count: number } | undefined>('posts_count');
      return tag?.posts_count ?? 0;
    },
  });
});
