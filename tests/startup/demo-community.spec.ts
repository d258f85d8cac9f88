import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import type { Knex } from 'knex';
import { FilesystemObjectStorage } from '../../src/adapters/filesystem/filesystem-object-storage.js';
import { hashtagsIn, mentionsIn, postLimits } from '../../src/core/posts/index.js';
import { searchDocument } from '../../src/core/search/index.js';
import { graphemeCount, plainText } from '../../src/core/text/index.js';
import { removeDemo, seedDemo } from '../../seeds/demo.js';
import { demoPeople, demoPersonId } from '../../seeds/demo/people.js';
import { demoPosts } from '../../seeds/demo/posts.js';
import { demoThreads } from '../../seeds/demo/threads.js';
import { stableId } from '../../seeds/reference.js';
import { testDatabase, type TestDatabase } from '../support/test-database.js';
import { contents, counters, emptyTables, quickImages, seededAt, stranger } from './demo-world.js';

const hourMs = 3_600_000;

describe('what demo people write and like', () => {
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

  const seed = (when: { readonly now?: Date } = { now: seededAt }): Promise<number> =>
    seedDemo({
      knex,
      storage,
      images: quickImages,
      ...when,
      passwords: { hash: async () => 'none' },
      verificationRefOf: (email) => stableId(`ref:${email}`),
    });
  const filesLeft = (): string[] =>
    readdirSync(directory, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => name);

  it('is a community: posts of each kind, conversations, many likes for a few posts and a few for most', async () => {
    await seed();
    const all = await contents(knex);
    const posts = all.posts.filter(({ content }) => content !== '');
    expect(posts.length).to.be.within(55, 70);
    expect(posts.filter(({ visibility }) => visibility === 'FOLLOWERS')).to.have.length(5);
    expect(posts.filter(({ visibility }) => visibility === 'PRIVATE')).to.have.length(2);
    expect(all.posts.filter(({ content, repost_of_id: original }) => content === '' && original !== null)).to.have.length(2);
    expect(posts.filter(({ repost_of_id: original }) => original !== null)).to.have.length(2);
    expect(new Set(all.post_images.map(({ post_id: post }) => post)).size).to.equal(15);
    expect(all.comments.filter(({ root_id: root }) => root === null).length).to.be.within(60, 120);
    expect(all.comments.filter(({ root_id: root }) => root !== null).length).to.be.within(30, 60);
    expect(all.post_likes.length).to.be.within(450, 550);
    expect(all.post_saves.length).to.be.within(30, 80);
    expect(all.post_mentions.length).to.be.at.least(10);
    expect(all.comment_likes.length).to.be.at.least(100);
    const likes = posts.map(({ like_count: count }) => count).sort((a, b) => b - a);
    expect(likes[0]).to.be.at.least(20);
    expect(likes[Math.floor(likes.length / 2)]).to.be.within(3, 9);
  });

  it('has every counter as counting the rows gives it', async () => {
    await seed();
    const { kept, counted } = await counters(knex);
    expect(kept).to.deep.equal(counted);
  });

  it('is spread over the ten days before the moment given, most of it over the last three; nothing comes before what it answers', async () => {
    await seed();
    const {
      posts,
      comments,
      post_likes: likes,
      post_saves: saves,
      comment_likes: commentLikes,
      post_hashtags: tags,
    } = await contents(knex);
    const hoursAgo = posts.map(({ created_at: at }) => (seededAt.getTime() - at.getTime()) / hourMs);
    expect(Math.max(...hoursAgo)).to.be.within(192, 240);
    expect(Math.min(...hoursAgo)).to.be.within(0.1, 2);
    expect(hoursAgo.filter((hours) => hours <= 72).length).to.be.greaterThan(posts.length * 0.6);
    const made = new Map([...posts, ...comments].map(({ id, created_at: at }) => [id, at as Date]));
    const faults = [
      ...comments.flatMap((row) => [
        { at: row.created_at, after: row.post_id },
        { at: row.created_at, after: row.parent_id ?? row.post_id },
      ]),
      ...[...likes, ...saves].map((row) => ({ at: row.created_at, after: row.post_id })),
      ...commentLikes.map((row) => ({ at: row.created_at, after: row.comment_id })),
      ...posts.map((row) => ({ at: row.created_at, after: row.repost_of_id ?? row.id })),
    ].filter(({ at, after }) => at > seededAt || at < (made.get(after) ?? seededAt));
    expect(faults).to.deep.equal([]);
    expect(tags.every(({ post_id: id, created_at: at }) => at.getTime() === made.get(id)?.getTime())).to.equal(true);
  });

  it('counts its times from the minute of seeding where no moment is given', async () => {
    const before = Date.now();
    await seed({});
    const [{ last }] = (await knex('posts').max('created_at as last')) as [{ last: Date }];
    const moment = last.getTime() + Math.min(...demoPosts.map(({ hoursAgo }) => hoursAgo)) * hourMs;
    expect(moment % 60_000).to.equal(0);
    expect(moment).to.be.within(before - 60_000, Date.now());
    expect((await contents(knex)).posts.map(({ id }) => id)).to.have.members(
      demoPosts.map(({ key }) => stableId(`demo:post:${key}`)),
    );
  });

  it('is written as the product writes it: clean texts within their limits, hashtags, search, people who are there', async () => {
    await seed();
    const { posts, post_search: search, post_hashtags: ties, hashtags, comments } = await contents(knex);
    const names = new Map(hashtags.map(({ id, name }) => [id, name]));
    for (const { id, content, hashtags: kept } of posts) {
      expect(plainText(content)).to.equal(content);
      if (content !== '') expect(graphemeCount(content), content).to.be.within(60, 400);
      expect(kept).to.deep.equal(hashtagsIn(content));
      const tied = ties.filter(({ post_id: post }) => post === id).map((tie) => names.get(tie.hashtag_id));
      expect(tied).to.have.members(kept);
      const [found] = search.filter(({ post_id: post }) => post === id);
      const { folded, latin } = searchDocument(content);
      if (content === '') expect(found).to.equal(undefined);
      else expect(found).to.include({ folded, latin });
    }
    for (const { content } of comments) {
      expect(plainText(content)).to.equal(content);
      expect(graphemeCount(content)).to.be.within(1, postLimits.comment.max);
    }
    const named = [...posts, ...comments].flatMap(({ content }) => mentionsIn(content));
    expect(demoPeople.map(({ username }) => username)).to.include.members(named);
    expect(hashtags.map(({ name }) => name)).to.include.members(['მოტო', 'ენდურო', 'ველო', 'კახეთი', 'bikelife']);
    expect(hashtags.filter(({ posts_count: count }) => count > 4).length).to.be.at.least(6);
  });

  it('lets nobody like, save, comment or be named where he cannot read, and passes on public posts alone', async () => {
    await seed();
    const { rows } = await knex.raw(`
      with done as (
        select post_id, user_id from post_likes union all select post_id, user_id from post_saves
        union all select post_id, user_id from post_mentions union all select post_id, author_id from comments
        union all select c.post_id, l.user_id from comment_likes l join comments c on c.id = l.comment_id
        union all select repost_of_id, author_id from posts where repost_of_id is not null)
      select p.content from done join posts p on p.id = done.post_id
      where p.content = '' or (p.author_id <> done.user_id and (p.visibility = 'PRIVATE' or (p.visibility = 'FOLLOWERS'
        and not exists (select 1 from follows f where f.follower_id = done.user_id and f.followee_id = p.author_id))))`);
    expect(rows).to.deep.equal([]);
    const { rows: passedOn } = await knex.raw(
      'select o.visibility from posts r join posts o on o.id = r.repost_of_id group by 1',
    );
    expect(passedOn).to.deep.equal([{ visibility: 'PUBLIC' }]);
    const named = demoPosts.filter(({ text }) => mentionsIn(text).includes('salome_g')).map(({ key }) => key);
    expect(named).to.deep.equal(['sunday-plan']);
    expect(await knex('post_mentions').where({ user_id: demoPersonId('salome_g') })).to.have.length(1);
  });

  it('is tied to keys that are there, each once', () => {
    const keys = demoPosts.map(({ key }) => key);
    expect(new Set(keys).size).to.equal(keys.length);
    expect(keys).to.include.members(Object.keys(demoThreads));
    expect(keys).to.include.members(demoPosts.flatMap(({ passesOn }) => (passesOn === undefined ? [] : [passesOn])));
    expect(demoPeople.map(({ username }) => username)).to.include.members(demoPosts.map(({ by }) => by));
  });

  it('goes in with few statements, so that the first start stays fast', async () => {
    const statements: string[] = [];
    const note = ({ sql }: { sql: string }): unknown => statements.push(sql);
    knex.on('query', note);
    await seed();
    knex.removeListener('query', note);
    expect(statements.length).to.be.within(15, 40);
  });

  it('leaves out what a person who is left out would have written, and what others say to it', async () => {
    await knex('users').insert([stranger('helen_p'), stranger('beka_adv')]);
    expect(await seed()).to.equal(28);
    const all = await contents(knex);
    const keys = new Map(demoPosts.map(({ key }) => [stableId(`demo:post:${key}`), key]));
    const there = all.posts.map(({ id }) => keys.get(id));
    const goes = ['new-in-town', 'first-ride', 'repost-new-in-town', 'zagaro-open', 'ushguli-morning', 'repost-zagaro'];
    expect(there).to.have.members(demoPosts.map(({ key }) => key).filter((key) => !goes.includes(key)));
    const gone = [demoPersonId('helen_p'), demoPersonId('beka_adv')];
    const texts = all.comments.map(({ content }) => content);
    expect(texts).to.not.include('Perfect, dinner is on me.');
    expect(texts).to.include('Would love to, but I have only ever fallen off on asphalt. Next year!');
    expect(JSON.stringify(all)).to.not.include(gone[0]).and.not.include(gone[1]);
    expect(all.post_mentions.map(({ user_id: user }) => user)).to.not.include(stranger('beka_adv')['id']);
    const { kept, counted } = await counters(knex);
    expect(kept).to.deep.equal(counted);

    expect(await removeDemo({ knex, storage })).to.equal(28);
    expect((await contents(knex)).users.map(({ username }) => username)).to.have.members(['helen_p', 'beka_adv']);
    expect(filesLeft()).to.deep.equal([]);
  });

  it('leaves no hashtag behind after its people were removed by hand', async () => {
    await seed();
    await knex('users').del();
    expect(await knex('hashtags').select()).to.not.deep.equal([]);
    await removeDemo({ knex, storage });
    expect(await knex('hashtags').select()).to.deep.equal([]);
  });
});
