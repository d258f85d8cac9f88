import { expect } from 'chai';
import { buildTestApp, type TestApp } from '../../support/build-test-app.js';
import { createPerson, type Person } from '../../support/people.js';
import { insertPost } from '../../support/posts.js';
import { ban, PeopleApi, recorded } from '../profiles/people-api.js';
import { CommentsApi } from './comments-api.js';

describe('events of comments', () => {
  let app: TestApp;
  let comments: CommentsApi;
  let people: PeopleApi;
  let author: Person;
  let writer: Person;
  let post: string;
  before(async () => {
    app = await buildTestApp();
    comments = new CommentsApi(app);
    people = new PeopleApi(app);
    [author, writer] = [await createPerson(app), await createPerson(app)];
  });
  after(() => app.close());
  beforeEach(async () => {
    await app.settle();
    await app.knex('outbox_events').del();
    post = await insertPost(app, author);
  });

  const names = async (): Promise<string[]> => (await app.knex('outbox_events').orderBy('seq').pluck<string[]>('name')) ?? [];
  const sorted = (ids: unknown): string[] => [...(ids as string[])].sort();

  it('tell of a comment on the post, of an answer with whom it answers, of a change and of a deletion', async () => {
    const root = await comments.add(post, writer);
    const reply = await comments.add(post, author, 'reply', root.id);
    await comments.change(reply.id, author, 'better').expect(200);
    await comments.remove(reply.id, author).expect(200);
    const shared = { postId: post, postAuthorId: author.id, mentionedIds: [] };
    expect(await recorded(app.knex, 'posts.comment-added')).to.deep.equal([
      { ...shared, commentId: root.id, authorId: writer.id, parentId: null, parentAuthorId: null },
      { ...shared, commentId: reply.id, authorId: author.id, parentId: root.id, parentAuthorId: writer.id },
    ]);
    expect(await recorded(app.knex, 'posts.comment-changed')).to.deep.equal([
      { commentId: reply.id, postId: post, authorId: author.id, mentionedIds: [] },
    ]);
    expect(await recorded(app.knex, 'posts.comment-deleted')).to.deep.equal([
      { commentId: reply.id, postId: post, authorId: author.id },
    ]);
  });

  it('are not recorded for what changes nothing, nor for what is refused', async () => {
    const root = await comments.add(post, writer, 'same');
    const stranger = await createPerson(app);
    await app.knex('outbox_events').del();
    await comments.like('delete', root.id, author).expect(200);
    await comments.change(root.id, writer, 'same').expect(200);
    await comments.change(root.id, stranger, 'x').expect(403);
    await comments.remove(root.id, stranger).expect(403);
    await comments.post(post, stranger, '').expect(400);
    await comments.post(post, stranger, 'x', stranger.id).expect(404);
    expect(await names()).to.deep.equal([]);
  });

  it('tell of each like that came or went', async () => {
    const root = await comments.add(post, writer);
    await app.knex('outbox_events').del();
    for (const method of ['post', 'put', 'delete', 'delete', 'post'] as const) {
      await comments.like(method, root.id, author).expect(200);
    }
    expect(await names()).to.deep.equal(['posts.comment-liked', 'posts.comment-unliked', 'posts.comment-liked']);
    const like = { commentId: root.id, postId: post, likerId: author.id };
    expect(await recorded(app.knex, 'posts.comment-unliked')).to.deep.equal([like]);
  });

  it('name those mentioned who may see the post, and nobody else', async () => {
    const make = (username: string, verified = true): Promise<Person> => createPerson(app, { username, verified });
    const [seen, georgian, blocked, blocker, authorBlocked, banned] = await Promise.all(
      ['m_seen', 'm_georgian', 'm_blocked', 'm_blocker', 'm_author_blocked', 'm_banned'].map((name) => make(name)),
    );
    if (!seen || !georgian || !blocked || !blocker || !authorBlocked || !banned) throw new Error('six people were made');
    await make('m_unverified', false);
    await people.block(writer, blocked).expect(200);
    await people.block(blocker, writer).expect(200);
    await people.block(author, authorBlocked).expect(200);
    await ban(app, banned);
    const text =
      `@M_Seen @m_georgianს, @m_blocked @m_blocker @m_author_blocked @m_banned @m_unverified @nobody_at_all ` +
      `@${writer.username} m_mail@m_seen.ge @${author.username}`;
    const root = await comments.add(post, writer, text);
    await comments.add(post, writer, text, root.id);
    await comments.change(root.id, writer, `changed ${text}`).expect(200);
    const events = [...(await recorded(app.knex, 'posts.comment-added')), ...(await recorded(app.knex, 'posts.comment-changed'))];
    expect(events).to.have.length(3);
    for (const { mentionedIds } of events) expect(sorted(mentionedIds)).to.deep.equal(sorted([seen.id, georgian.id, author.id]));
  });

  it('under a post for followers or for nobody name only those who get to see it', async () => {
    const [fan, other] = [await createPerson(app), await createPerson(app)];
    for (const who of [fan, writer]) await people.follow(who, author).expect(200);
    const text = `@${fan.username} @${other.username} @${author.username}`;
    const mentioned = async (id: string, by: Person): Promise<string[]> => {
      const made = await comments.add(id, by, text);
      const events = await recorded(app.knex, 'posts.comment-added');
      return sorted(events.find(({ commentId }) => commentId === made.id)?.['mentionedIds']);
    };
    expect(await mentioned(await insertPost(app, author, { visibility: 'FOLLOWERS' }), writer)).to.deep.equal(
      sorted([fan.id, author.id]),
    );
    expect(await mentioned(await insertPost(app, author, { visibility: 'PRIVATE' }), author)).to.deep.equal([]);
    expect(await mentioned(post, writer)).to.deep.equal(sorted([fan.id, other.id, author.id]));
  });

  it('a changed text names those it names now', async () => {
    const [one, two] = [await createPerson(app), await createPerson(app)];
    const { id } = await comments.add(post, writer, `@${one.username}`);
    await comments.change(id, writer, `@${two.username}`).expect(200);
    await comments.change(id, writer, 'nobody').expect(200);
    expect((await recorded(app.knex, 'posts.comment-changed')).map(({ mentionedIds }) => mentionedIds)).to.deep.equal([
      [two.id],
      [],
    ]);
  });
});
