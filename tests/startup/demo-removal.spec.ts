import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import type { Knex } from 'knex';
import { FilesystemObjectStorage } from '../../src/adapters/filesystem/filesystem-object-storage.js';
import { removeDemo, seedDemo } from '../../seeds/demo.js';
import { demoPersonId } from '../../seeds/demo/people.js';
import { stableId } from '../../seeds/reference.js';
import { testDatabase, type TestDatabase } from '../support/test-database.js';
import { contents, counters, emptyTables, quickImages, seededAt, stranger, strangerAt, strangerId } from './demo-world.js';

const id = (name: string): string => stableId(`test:${name}`);
const [visitor, friend] = [strangerId('visitor'), strangerId('friend')];
const [rider, admin] = [demoPersonId('demo_rider'), demoPersonId('demo_admin')];
const demoPost = stableId('demo:post:gombori-dawn');
const at = strangerAt;

type Row = Record<string, unknown>;
const post = (name: string, author: string, more: Row = {}): Row => ({
  id: id(name),
  author_id: author,
  content: name,
  visibility: 'PUBLIC',
  created_at: at,
  updated_at: at,
  ...more,
});
const comment = (name: string, postId: string, author: string, above: Row = {}): Row => ({
  id: id(name),
  post_id: postId,
  author_id: author,
  content: name,
  created_at: at,
  updated_at: at,
  ...above,
});
const answer = (parent: string, root = parent): Row => ({ parent_id: id(parent), root_id: id(root) });
const like = (postId: string, user: string): Row => ({ post_id: postId, user_id: user, created_at: at });
const commentLike = (name: string, user: string): Row => ({ comment_id: id(name), user_id: user, created_at: at });

describe('removing demo people among others', () => {
  let database: TestDatabase;
  let knex: Knex;
  let directory: string;
  let storage: FilesystemObjectStorage;

  before(async () => {
    database = await testDatabase();
    knex = database.knex;
  });
  after(() => database.drop());
  beforeEach(async () => {
    directory = mkdtempSync(path.join(tmpdir(), 'bikearea-demo-test-'));
    storage = new FilesystemObjectStorage(directory, 'http://api.test/media');
    await emptyTables(knex);
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  const seed = (): Promise<number> =>
    seedDemo({
      knex,
      storage,
      images: quickImages,
      now: seededAt,
      passwords: { hash: async () => 'none' },
      verificationRefOf: (email) => stableId(`ref:${email}`),
    });

  /** Posts, a conversation and two hashtags of people who are no demo people. */
  async function strangersLive(): Promise<void> {
    await knex('users').insert([stranger('visitor'), stranger('friend')]);
    await knex('posts').insert([
      post('walk', visitor, { hashtags: ['მოტო', 'own'], like_count: 1, comment_count: 2, repost_count: 1 }),
      post('passed on', friend, { content: '', repost_of_id: id('walk') }),
      post('diary', visitor, { visibility: 'PRIVATE' }),
    ]);
    await knex('users').where({ id: visitor }).update({ posts_count: 1, last_post_at: at });
    await knex('users').where({ id: friend }).update({ posts_count: 1, last_post_at: at });
    await knex('hashtags').insert([
      { id: id('tag'), name: 'მოტო', posts_count: 1 },
      { id: id('own tag'), name: 'own', posts_count: 1 },
    ]);
    await knex('post_hashtags').insert([
      { hashtag_id: id('tag'), post_id: id('walk'), created_at: at },
      { hashtag_id: id('own tag'), post_id: id('walk'), created_at: at },
    ]);
    await knex('post_likes').insert(like(id('walk'), friend));
    await knex('comments').insert([
      comment('nice', id('walk'), friend, { like_count: 1, replies_count: 1 }),
      comment('thanks', id('walk'), visitor, answer('nice')),
    ]);
    await knex('comment_likes').insert(commentLike('nice', visitor));
  }

  /** Demo people and strangers like, answer, name and pass on each other, as the product writes it. */
  async function everybodyMeets(): Promise<void> {
    const later = new Date(at.getTime() + 60_000);
    const when = { created_at: later, updated_at: later };
    await knex('post_likes').insert([like(id('walk'), rider), like(id('walk'), admin), like(demoPost, visitor)]);
    await knex('post_saves').insert([like(id('walk'), rider), like(demoPost, visitor)]);
    await knex('comments').insert([
      comment('by a rider', id('walk'), rider, { replies_count: 1, like_count: 1 }),
      comment('answer to a rider', id('walk'), visitor, answer('by a rider')),
      comment('rider among strangers', id('walk'), rider, { ...answer('nice'), replies_count: 1 }),
      comment('below him', id('walk'), visitor, answer('rider among strangers', 'nice')),
      comment('to a stranger’s answer', id('walk'), admin, answer('thanks', 'nice')),
      comment('at a demo post', demoPost, visitor),
    ]);
    await knex('comment_likes').insert([commentLike('nice', rider), commentLike('by a rider', friend)]);
    await knex('comments')
      .where({ id: id('nice') })
      .update({ like_count: 2, replies_count: 4 });
    await knex('comments')
      .where({ id: id('thanks') })
      .update({ replies_count: 1 });
    await knex('posts').insert([
      post('repost by a rider', rider, { content: '', repost_of_id: id('walk'), ...when }),
      post('quote by a rider', admin, { repost_of_id: id('walk'), hashtags: ['own'], ...when }),
      post('repost by a stranger', visitor, { content: '', repost_of_id: demoPost, ...when }),
      post('quote by a stranger', friend, { repost_of_id: demoPost, ...when }),
    ]);
    await knex('post_hashtags').insert({ hashtag_id: id('own tag'), post_id: id('quote by a rider'), created_at: later });
    await knex('hashtags').where({ name: 'own' }).increment('posts_count', 1);
    await knex('post_mentions').insert([
      { post_id: id('walk'), user_id: rider },
      { post_id: id('quote by a rider'), user_id: visitor },
    ]);
    await knex('users').whereIn('id', [rider, admin, visitor, friend]).increment('posts_count', 1);
    await knex('users').whereIn('id', [visitor, friend]).update({ last_post_at: later });
    await knex('posts')
      .where({ id: id('walk') })
      .update({ like_count: 3, comment_count: 7, repost_count: 3 });
    await knex('posts')
      .where({ id: demoPost })
      .update({
        like_count: knex.raw('like_count + 1'),
        comment_count: knex.raw('comment_count + 1'),
        repost_count: knex.raw('repost_count + 2'),
      });
  }

  it('takes a hashtag that somebody has made, adds to it, and leaves it as it was', async () => {
    await strangersLive();
    await seed();
    const [tag] = await knex('hashtags').where({ name: 'მოტო' });
    expect(tag.id).to.equal(id('tag'));
    expect(tag.posts_count).to.be.greaterThan(10);
    await removeDemo({ knex, storage });
    expect(await knex('hashtags').orderBy('name').select('name', 'posts_count')).to.deep.equal([
      { name: 'own', posts_count: 1 },
      { name: 'მოტო', posts_count: 1 },
    ]);
  });

  it('leaves others their posts, conversations and counters as if the demo people had never been', async () => {
    await strangersLive();
    const untouched = await contents(knex);
    await seed();
    await everybodyMeets();
    const met = await counters(knex);
    expect(met.kept).to.deep.equal(met.counted);

    expect(await removeDemo({ knex, storage })).to.equal(30);
    const [quote] = await knex('posts').where({ content: 'quote by a stranger' });
    expect(quote).to.include({ repost_of_id: null, like_count: 0 });
    const left = await counters(knex);
    expect(left.kept).to.deep.equal(left.counted);
    await knex('posts').where({ id: quote.id }).del();
    await knex('users').where({ id: friend }).update({ posts_count: 1, last_post_at: at });
    expect(await contents(knex)).to.deep.equal(untouched);
  });
});
