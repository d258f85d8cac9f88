import { expect } from 'chai';
import { buildTestApp, type TestApp } from '../../support/build-test-app.js';
import { eventually } from '../../support/eventually.js';
import { createPerson, type Person } from '../../support/people.js';
import { blue, encoderOf, fourCorners, jpegOf, paint } from '../../support/pictures.js';
import { CommentsApi, expectExactCounters } from '../comments/comments-api.js';
import { fresh, login, refresh, signUp, type SignedUp } from '../identity/sign-up.js';
import { mediaDirectory, storedKeys } from '../media/stored-files.js';
import { PostsApi } from '../posts/posts-api.js';
import { wrongCounts } from '../posts/recount.js';
import { PeopleApi, recorded, wrongCounters } from '../profiles/people-api.js';
import { AdminApi } from './admin-api.js';

describe('DELETE /admin/users/:id', function () {
  this.timeout(60_000);
  let app: TestApp;
  let other: TestApp;
  let api: AdminApi;
  let posts: PostsApi;
  let comments: CommentsApi;
  let people: PeopleApi;
  let admin: Person;
  let friend: Person;
  let signedUp: SignedUp;
  let gone: Person;
  before(async () => {
    app = await buildTestApp();
    other = await buildTestApp(undefined, { beside: app });
    [api, posts, comments, people] = [new AdminApi(app), new PostsApi(app), new CommentsApi(app), new PeopleApi(app)];
  });
  beforeEach(async () => {
    [admin, friend] = [await createPerson(app, { role: 'ADMIN' }), await createPerson(app)];
    signedUp = await signUp(app, fresh());
    const { id, username, email, accessToken } = signedUp;
    gone = { id, username, email, sessionId: '', authorization: `Bearer ${accessToken}` };
  });
  after(async () => {
    await other.close();
    await app.close();
  });

  it('ends the account at once, on every instance, and frees its address and name', async () => {
    const me = (at: TestApp) => at.http.get('/api/v1/auth/me').set('authorization', gone.authorization);
    for (const at of [app, other]) await me(at).expect(200);
    const { body } = await api.remove(admin, gone).expect(200);
    expect(body.data).to.equal(null);
    for (const at of [app, other]) {
      await me(at).expect(401);
      await refresh(at, signedUp.refreshToken).expect(401);
      await login(at, signedUp).expect(401);
    }
    expect((await people.send('get', `/${gone.username}`, friend)).status).to.equal(404);
    expect((await people.send('get', `/${gone.id}`, friend)).status).to.equal(404);
    expect((await api.remove(admin, gone).expect(404)).body.error.code).to.equal('USER_NOT_FOUND');
    for (const act of [
      api.ban(admin, gone),
      api.unban(admin, gone),
      api.role(admin, gone, 'ADMIN'),
      api.get(`/users/${gone.id}`, admin),
    ]) {
      expect((await act).status).to.equal(404);
    }
    expect(await recorded(app.knex, 'administration.person-deleted')).to.deep.include({
      actorId: admin.id,
      subject: { type: 'user', id: gone.id },
      reason: null,
    });
    const again = await signUp(app, signedUp);
    expect(again.id).to.not.equal(gone.id);
    await login(app, again).expect(200);
  });

  it('takes what the person wrote and did with it, keeps the answers of others, and leaves every counter exact', async () => {
    const jpeg = await jpegOf(fourCorners(64, 48));
    const before = storedKeys(mediaDirectory(app)).length;
    const own = await posts.writeWith(gone, `ride #farewell @${friend.username}`, [jpeg]);
    const avatar = await encoderOf(paint(64, 64, () => blue))
      .jpeg()
      .toBuffer();
    await app.http
      .patch('/api/v1/media/avatar')
      .set('authorization', gone.authorization)
      .attach('avatar', avatar, 'a.jpg')
      .expect(200);
    const theirs = await posts.write(friend, `with @${gone.username}`);
    await people.follow(gone, friend).expect(200);
    await people.follow(friend, gone).expect(200);
    for (const what of ['like', 'save', 'repost']) await posts.send('put', `/${theirs.id}/${what}`, gone).expect(200);
    await posts.send('put', `/${own.id}/repost`, friend).expect(200);
    const root = await comments.add(theirs.id, gone, 'first');
    const answer = await comments.add(theirs.id, friend, 'answer', root.id);
    const leaf = await comments.add(theirs.id, gone, 'leaf', answer.id);
    await comments.like('put', answer.id, gone).expect(200);
    await app.settle();

    await api.remove(admin, gone).expect(200);
    await app.settle();
    await app.settle();

    expect(await wrongCounts(app)).to.deep.equal([]);
    expect(await wrongCounters(app.knex)).to.deep.equal([]);
    await expectExactCounters(app.knex);
    await posts.get(`/${own.id}`, friend).expect(404);
    expect(await posts.read(theirs.id, friend)).to.deep.include({ likeCount: 0, repostCount: 0, commentCount: 1, mentions: [] });
    const list = await comments.list(theirs.id, friend);
    expect(list.meta.total).to.equal(1);
    expect(list.data[0]).to.deep.include({ id: root.id, content: '', isDeleted: true });
    expect(list.data[0]?.author.username).to.match(/^deleted_/);
    expect(list.data[0]?.replies.map(({ id, likeCount }) => [id, likeCount])).to.deep.equal([[answer.id, 0]]);
    await comments.send('get', `/comments/${leaf.id}`, friend).expect(404);
    expect(JSON.stringify(list)).to.not.contain(`"${gone.username}"`);
    const { body } = await people.send('get', `/${friend.username}`, admin).expect(200);
    expect(body.data).to.include({ followersCount: 0, followingCount: 0, postsCount: 1 });
    expect(storedKeys(mediaDirectory(app)).length).to.equal(before);
    await eventually('guests see it so', async () => (await posts.read(theirs.id)).likeCount === 0);
  });

  it('keeps nothing about the person', async () => {
    await people.send('patch', '/me', gone).send({ bio: 'about me', location: 'Batumi' }).expect(200);
    const written = posts.send('post', '', gone).set('idempotency-key', 'of-the-deleted');
    await written.send({ content: 'kept for a day' }).expect(201);
    const reported = app.http.post(`/api/v1/users/${friend.id}/report`).set('authorization', gone.authorization);
    await reported.send({ category: 'SPAM' }).expect(201);
    await api.remove(admin, gone).expect(200);
    await app.settle();
    const row = await app.knex('users').where({ id: gone.id }).first<Record<string, unknown>>();
    const text = JSON.stringify(row);
    for (const trace of [signedUp.email, signedUp.username, 'ნინო', 'about me', 'Batumi', '$argon2'])
      expect(text).to.not.contain(trace);
    for (const table of ['one_time_codes', 'notification_preferences', 'post_likes', 'post_saves', 'comment_likes']) {
      expect(await app.knex(table).where({ user_id: gone.id }), table).to.deep.equal([]);
    }
    expect(await app.knex('idempotency_keys').where({ person_id: gone.id })).to.deep.equal([]);
    expect(await app.knex('reports').where({ reporter_id: gone.id })).to.deep.equal([]);
    expect(await api.ids(`/users?search=${encodeURIComponent(signedUp.email)}`, admin)).to.deep.equal([]);
  });

  it('is for administrators', async () => {
    const moderator = await createPerson(app, { role: 'MODERATOR' });
    await api.remove(moderator, gone).expect(403);
    await api.remove(friend, gone).expect(403);
    await api.remove(admin, { id: admin.sessionId }).expect(404);
    expect(await api.user(admin, gone)).to.include({ email: signedUp.email });
  });
});
